// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>Kafka's own tool for consumer groups (<c>kafka-consumer-groups.sh</c>).</summary>
internal static class ConsumerGroupTool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>The rows of <c>--describe</c>, each by its headings.</summary>
    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> DescribeAsync(string servers, string group)
    {
        var libs = Path.Combine(Environment.GetEnvironmentVariable("KAFKA_HOME")!, "libs", "*");
        var start = new ProcessStartInfo(
            "java",
            ["-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", libs, "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
                "--describe", "--group", group, "--bootstrap-server", servers])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Timeout);
        string[][] lines = [.. (await output).Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 5)];
        lines.ShouldNotBeEmpty(await error);
        return [.. lines.SkipWhile(cells => cells[0] != "GROUP").Skip(1)
            .Select(cells => lines.First(line => line[0] == "GROUP").Zip(cells).ToDictionary())];
    }
}
