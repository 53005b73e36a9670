// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Cli.Tests.Running;
using Sluice.Core.Records;

namespace Sluice.Cli.Tests.Processes;

public sealed class PipeTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>
{
    [Theory]
    [InlineData("")]
    [InlineData("--follow")]
    public async Task Consume_ShouldEndQuietly_WhenItsReaderHasSeenEnough(string follow)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, [.. Enumerable.Range(0, 20_000).Select(number => new NewRecord { Value = Encoding.UTF8.GetBytes($"record {number}") })]);
        var script = $"{SluiceProcess.File} consume --topic {topic} -b {kafka.BootstrapServers} -o raw {follow} | head -1; echo ${{PIPESTATUS[0]}}";

        var result = await SluiceProcess.RunAsync("bash", ["-c", script]);

        result.Lines.ShouldBe(["record 0", "0"]);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Output_ShouldFollowWhatWasThere_WhenItGoesToAFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "a", "b");
        var file = Path.GetTempFileName();
        try
        {
            var script = $"(echo before; {SluiceProcess.File} consume --topic {topic} -b {kafka.BootstrapServers} -o raw; echo after) > {file} 2>&1";

            (await SluiceProcess.RunAsync("bash", ["-c", script])).ExitCode.ShouldBe(0);

            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("before\na\nb\nafter\n");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Environment_ShouldNameTheCluster()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await SluiceProcess.RunAsync(
            SluiceProcess.File, ["topics", "list"], new() { ["Kafka__BootstrapServers"] = kafka.BootstrapServers });

        result.Error.ShouldBeEmpty();
        result.Lines.ShouldContain(topic);
    }
}
