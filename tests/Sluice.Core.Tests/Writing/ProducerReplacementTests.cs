// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Writing;

/// <summary>One producer that fails for good must cost nobody but those whose records it had.</summary>
public sealed class ProducerReplacementTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ShouldGoOnWithANewProducer_WhenOneFailsForGood()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.OutOfOrderSequenceNumber);

        var failed = await kafka.WriteAsync(topic, WriterFixture.Numbered(1));
        var next = await kafka.WriteAsync(topic, WriterFixture.Numbered(2));

        failed[0].Failure!.Code.ShouldBe(FailureCode.KafkaUnavailable);
        failed[0].Failure!.IsRetryable.ShouldBeTrue();
        failed[0].MayBeWritten.ShouldBeTrue();
        next[0].Failure.ShouldBeNull();
        kafka.ReadNumbers(topic).ShouldBe([0, 2]);
    }

    [Fact]
    public async Task WriteAsync_ShouldAnswerEveryCallerTruly_WhenProducersFailWhileManyWrite()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 3);
        var acknowledged = new List<int>();
        var unwritten = new List<int>();

        async Task WriteManyAsync(int caller)
        {
            for (var call = 0; call < 40; call++)
            {
                var first = ((caller * 40) + call) * 10;
                var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(first..(first + 10)));
                lock (acknowledged)
                {
                    acknowledged.AddRange(Enumerable.Range(first, 10).Where(number => results[number - first].Failure is null));
                    unwritten.AddRange(Enumerable.Range(first, 10).Where(number => results[number - first] is { Failure: not null, MayBeWritten: false }));
                }
            }
        }

        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(caller => Task.Run(() => WriteManyAsync(caller), Cancellation)));
        while (!writing.IsCompleted)
        {
            kafka.Cluster.FailRequests(KafkaApi.Produce, ErrorCode.NoError, ErrorCode.OutOfOrderSequenceNumber);
            await Task.WhenAny(writing, Task.Delay(50, Cancellation));
        }

        kafka.Cluster.StopFailing(KafkaApi.Produce);
        await writing;
        var stored = Enumerable.Range(0, 3).SelectMany(partition => kafka.ReadNumbers(topic, partition)).ToList();
        acknowledged.ShouldNotBeEmpty();
        acknowledged.Except(stored).ShouldBeEmpty();
        unwritten.Intersect(stored).ShouldBeEmpty();
        stored.ShouldBeUnique();
    }
}
