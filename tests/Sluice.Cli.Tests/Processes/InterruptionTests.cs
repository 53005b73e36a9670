// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Processes;

public sealed class InterruptionTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Consume_ShouldEndCleanly_WhenItIsInterrupted(string signal, int expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "first");
        await using var consume = SluiceProcess.Start("consume", "--topic", topic, "-b", kafka.BootstrapServers, "-o", "raw", "--follow");
        (await consume.Output.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("first");

        await consume.SignalAsync(signal);
        var result = await consume.WaitForEndAsync();

        result.ExitCode.ShouldBe(expected);
        result.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Produce_ShouldTellWhatIsWritten_WhenItIsInterrupted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        var topic = await kafka.CreateTopicAsync();
        await using var produce = SluiceProcess.Start("produce", "--topic", topic, "-b", kafka.BootstrapServers);
        await produce.Input.WriteAsync("one\ntwo\nthree, not ended");
        await produce.Input.FlushAsync(TestContext.Current.CancellationToken);
        await using var consume = SluiceProcess.Start(
            "consume", "--topic", topic, "-b", kafka.BootstrapServers, "-o", "raw", "--follow", "--count", "2");
        (await consume.WaitForEndAsync()).Output.ShouldBe("one\ntwo\n");

        await produce.SignalAsync("INT");
        var result = await produce.WaitForEndAsync();

        result.ExitCode.ShouldBe(130);
        result.Error.ShouldStartWith("2 records written");
        (await kafka.ReadAsync(topic)).Count.ShouldBe(2);
    }
}
