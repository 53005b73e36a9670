// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Clusters;

namespace Sluice.EndToEnd.Tests.CommandLine;

/// <summary>The commands on a real Kafka, with what the embedded cluster cannot do.</summary>
public sealed class RealKafkaCommandTests(RealKafka kafka)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private readonly string _topic = $"cli-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Topic_ShouldGoThroughItsLife()
    {
        var created = await RunAsync("", "topics", "create", _topic, "-p", "2", "--topic-config", "retention.ms=604800000", "-o", "json");
        created.ExitCode.ShouldBe(0, created.Error);
        JsonElement.Parse(created.Output).GetProperty("partition_count").GetInt32().ShouldBe(2);
        (await RunAsync("", "topics", "list")).Output.Split('\n').ShouldContain(_topic);

        var again = await RunAsync("", "topics", "create", _topic);
        again.ExitCode.ShouldBe(1);
        again.Error.ShouldStartWith("sluice: ");
        again.Error.ShouldContain(_topic);

        (await RunAsync("", "topics", "delete", _topic)).ExitCode.ShouldBe(0);
        (await RunAsync("", "topics", "describe", _topic)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task Create_ShouldGiveTheBrokersWords_WhenItRefuses()
    {
        var refused = await RunAsync("", "topics", "create", _topic, "--topic-config", "no.such.property=1");

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("no.such.property");
    }

    [Fact]
    public async Task Records_ShouldComeBack_FromATimeOn()
    {
        (await RunAsync("", "topics", "create", _topic)).ExitCode.ShouldBe(0);
        const string Lines = """
            {"value": "old", "timestamp": 1700000000000}
            {"value": "new", "timestamp": 1710000000000}
            """;
        var written = await RunAsync(Lines, "produce", "--topic", _topic, "--format", "json");
        written.ExitCode.ShouldBe(0, written.Error);

        (await RunAsync("", "consume", "--topic", _topic, "-o", "raw")).Output.ShouldBe("old\nnew\n");
        (await RunAsync("", "consume", "--topic", _topic, "-o", "raw", "--from", "time:1700000000001")).Output.ShouldBe("new\n");
        (await RunAsync("", "consume", "--topic", _topic, "-o", "raw", "--from", "2030-01-01T00:00:00Z")).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Produce_ShouldNameTheLine_WhenTheTopicTakesNoSuchRecord()
    {
        (await RunAsync("", "topics", "create", _topic, "--topic-config", "max.message.bytes=2000")).ExitCode.ShouldBe(0);

        var written = await RunAsync($"small\n{new string('x', 5000)}\nsmall too\n", "produce", "--topic", _topic);

        written.ExitCode.ShouldBe(1);
        written.Error.ShouldContain("sluice: line 2: ");
        written.Error.ShouldContain("2 records written");
        (await RunAsync("", "consume", "--topic", _topic, "-o", "raw")).Output.ShouldBe("small\nsmall too\n");
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        var file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "sluice.exe" : "sluice");
        var servers = await kafka.GetBootstrapServersAsync(Token);
        var start = new ProcessStartInfo(file, [.. arguments, "--bootstrap-servers", servers, "--timeout", "30s"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Token).WaitAsync(Timeout, Token);
        return (process.ExitCode, await output, await error);
    }
}
