// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.Core.Tests.Connections.JavaProperties;

/// <summary>A Java program of one file, run by the machine's own <c>java</c>: what Java really does.</summary>
internal static class JavaProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The lines that the program <c>Main</c> prints; skips the test where there is no Java.</summary>
    /// <param name="source">The program.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="classPath">Where it finds classes.</param>
    public static async Task<string[]> RunAsync(string source, string input = "", string? classPath = null)
    {
        var java = FindJava();
        Assert.SkipWhen(java is null, "Needs Java 17 or later on PATH or in JAVA_HOME.");
        var folder = Directory.CreateTempSubdirectory("sluice-java-");
        try
        {
            var file = Path.Combine(folder.FullName, "Main.java");
            await File.WriteAllTextAsync(file, source, TestContext.Current.CancellationToken);
            return await RunAsync(java!, classPath is null ? [file] : ["-cp", classPath, file], input);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string[]> RunAsync(string java, string[] arguments, string input)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        using var process = Process.Start(new ProcessStartInfo(java, ["-XX:TieredStopAtLevel=1", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(deadline.Token);
            process.ExitCode.ShouldBe(0, await errors);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static string? FindJava()
    {
        var name = OperatingSystem.IsWindows() ? "java.exe" : "java";
        var folders = Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home
            ? [Path.Combine(home, "bin")]
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
