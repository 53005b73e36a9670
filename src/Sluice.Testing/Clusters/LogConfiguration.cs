// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>Makes Kafka log to standard output alone, so that a failure can show it.</summary>
internal static class LogConfiguration
{
    private const string Log4J2 =
        """
        status = error
        appender.out.type = Console
        appender.out.name = out
        appender.out.layout.type = PatternLayout
        appender.out.layout.pattern = %d{HH:mm:ss.SSS} %p %m (%c{1})%n
        rootLogger.level = info
        rootLogger.appenderRef.out.ref = out

        """;

    public static string WriteTo(string folder)
    {
        var file = Path.Combine(folder, "log4j2.properties");
        File.WriteAllText(file, Log4J2);
        return file;
    }
}
