// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

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
        await kafka.WriteAsync(topic, [.. Enumerable.Range(0, 20_000).Select(number => $"record {number}")]);
        var consume = $"{SluiceProcess.File} consume --topic {topic} -b {kafka.BootstrapServers} -o raw {follow}";
        var script = $"{consume} | head -1; echo ${{PIPESTATUS[0]}}";

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
            var consume = $"{SluiceProcess.File} consume --topic {topic} -b {kafka.BootstrapServers} -o raw";
            var script = $"(echo before; {consume}; echo after) > {file} 2>&1";

            (await SluiceProcess.RunAsync("bash", ["-c", script])).ExitCode.ShouldBe(0);

            (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("before\na\nb\nafter\n");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Consume_ShouldSaySo_WhenItsOutputCannotBeWritten()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full.");
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "a");

        var result = await SluiceProcess.RunAsync(
            "bash", ["-c", $"{SluiceProcess.File} consume --topic {topic} -b {kafka.BootstrapServers} -o raw > /dev/full"]);

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldStartWith("sluice: ");
        result.Error.ShouldContain("space");
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
