// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Topics;

public sealed class InFlightTests
{
    [Fact]
    public async Task Close_ShouldEnd_WhenTheLastCallHasEnded()
    {
        var inFlight = new InFlight();
        var answer = new TaskCompletionSource<int>();
        var call = inFlight.RunAsync(() => answer.Task);
        var other = inFlight.RunAsync(() => Task.FromException<int>(new InvalidOperationException()));

        var closing = inFlight.CloseAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => other);
        closing.IsCompleted.ShouldBeFalse();
        answer.SetResult(1);
        (await call).ShouldBe(1);
        await closing.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_ShouldCallNothing_WhenItIsClosed()
    {
        var inFlight = new InFlight();
        await inFlight.CloseAsync();
        var called = false;

        await Should.ThrowAsync<ObjectDisposedException>(() => inFlight.RunAsync(() => Task.FromResult(called = true)));

        called.ShouldBeFalse();
    }

    [Fact]
    public async Task Dispose_ShouldNotTakeTheClientFromUnderACall_WhenManyAreAsking()
    {
        using var log = new Reading.EmbeddedLog();
        var topic = log.NewTopic();
        for (var round = 0; round < 20; round++)
        {
            var kafka = KafkaCluster.Open(log.Cluster);
            var asking = Enumerable.Range(0, 20).Select(async _ =>
            {
                while (true)
                {
                    await kafka.Topics.GetOffsetsAsync(topic, [0, 1, 2, 3], TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
                }
            }).ToList();
            await kafka.Topics.DescribeAsync(topic, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

            await kafka.DisposeAsync();

            // The process is still there, and so is the reason for each end.
            foreach (var one in asking)
            {
                await Should.ThrowAsync<ObjectDisposedException>(() => one.WaitAsync(TimeSpan.FromSeconds(60)));
            }
        }
    }
}
