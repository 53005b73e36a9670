// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>Runs classes of a Kafka distribution.</summary>
internal sealed class JavaRuntime
{
    /// <summary>The plain collector and the quick compiler: what is started for a test lives for seconds, and is ready sooner with them.</summary>
    public static readonly string[] QuickStart = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];

    private readonly string _java;
    private readonly string _classPath;

    private JavaRuntime(string java, string classPath)
    {
        _java = java;
        _classPath = classPath;
    }

    /// <summary>The program that makes Java's key stores.</summary>
    public static string KeyTool => FindProgram("keytool") ?? throw new KafkaProcessException(
        "There is no keytool, which comes with Java: put it on PATH, or set JAVA_HOME.");

    public static JavaRuntime Find(KafkaProcessOptions options)
    {
        var home = options.KafkaHome ?? Environment.GetEnvironmentVariable("KAFKA_HOME");
        if (string.IsNullOrWhiteSpace(home))
        {
            throw new KafkaProcessException("No Kafka to start: set KAFKA_HOME (or KafkaHome) to the folder of an Apache Kafka distribution.");
        }

        var libs = Path.Combine(Path.GetFullPath(home), "libs");
        if (!Directory.Exists(libs))
        {
            throw new KafkaProcessException($"\"{home}\" is no Kafka distribution: it has no folder libs.");
        }

        var java = FindProgram("java") ?? throw new KafkaProcessException("There is no java: put Java 17 or later on PATH, or set JAVA_HOME.");
        return new JavaRuntime(java, Path.Combine(libs, "*"));
    }

    public ChildProcess Start(LogTail log, int heapMegabytes, IEnumerable<string> options, string workingFolder, params IEnumerable<string> arguments) =>
        ChildProcess.Start(
            log,
            workingFolder,
            [
                _java, $"-Xmx{heapMegabytes}m", .. QuickStart, .. options,
                $"-Dlog4j2.configurationFile={LogConfiguration.WriteTo(workingFolder)}", "-cp", _classPath, .. arguments,
            ]);

    private static string? FindProgram(string program)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var folders = Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home
            ? [Path.Combine(home, "bin")]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
