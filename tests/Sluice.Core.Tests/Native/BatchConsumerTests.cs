// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Confluent.Kafka;
using Sluice.Core.Reading;
using Sluice.Core.Records;
using Sluice.Core.Tests.Reading;

namespace Sluice.Core.Tests.Native;

/// <summary>The consumer that takes many records at once, on the embedded cluster.</summary>
public sealed class BatchConsumerTests(EmbeddedLog log) : IClassFixture<EmbeddedLog>
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Consume_ShouldGiveWhatTheManagedClientGives_WhateverARecordHas()
    {
        var topic = log.NewTopic();
        Message<byte[]?, byte[]?>[] written =
        [
            new() { Key = null, Value = null },
            new() { Key = [], Value = [] },
            new() { Key = "kéy"u8.ToArray(), Value = [0, 255, 128], Timestamp = new Timestamp(1_234_567_890_123, TimestampType.CreateTime) },
            new() { Value = "many"u8.ToArray(), Headers = [new Header("näme", "1"u8.ToArray()), new Header("näme", null), new Header("", [])] },
        ];
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = log.Cluster.BootstrapServers }).Build();
        foreach (var message in written)
        {
            await producer.ProduceAsync(new TopicPartition(topic, 0), message, TestContext.Current.CancellationToken);
        }

        using var consumer = Open(topic, 0);
        using var managed = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = log.Cluster.BootstrapServers, GroupId = "managed", EnableAutoCommit = false }).Build();
        managed.Assign(new TopicPartitionOffset(topic, 0, 0));

        for (var offset = 0; offset < written.Length; offset++)
        {
            var record = Next(consumer, wanted: written.Length);
            var expected = ConsumedRecords.ToStoredRecord(managed.Consume(Patient));
            record.Offset.ShouldBe(offset);
            record.Partition.ShouldBe(expected.Partition);
            record.Key.ShouldBe(expected.Key);
            record.Value.ShouldBe(expected.Value);
            record.Timestamp.ShouldBe(expected.Timestamp);
            record.TimestampType.ShouldBe(expected.TimestampType);
            record.Headers.Select(header => (header.Key, Text(header.Value))).ShouldBe(expected.Headers.Select(header => (header.Key, Text(header.Value))));
        }

        static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
    }

    [Fact]
    public async Task Consume_ShouldSayThatTheEndIsReached_BehindTheLastRecord()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 3);
        using var consumer = Open(topic, 0);

        for (var offset = 0; offset < 3; offset++)
        {
            Next(consumer, wanted: 100).Offset.ShouldBe(offset);
        }

        consumer.Consume(Patient, 100).ShouldBe(new ConsumedItem(null, 3));
        consumer.Consume(TimeSpan.FromMilliseconds(50), 100).ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Consume_ShouldGoOnAtTheNewPlace_WhenABatchIsNotUsedUp(bool isSamePartition)
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1_000);
        await log.WriteAsync(topic, 0, 1_000, partition: 1);
        using var consumer = Open(topic, 0);
        Next(consumer, wanted: 1).Offset.ShouldBe(0);
        while (!consumer.HasNext)
        {
            Next(consumer, wanted: 100);
        }

        var place = new TopicPartitionOffset(topic, isSamePartition ? 0 : 1, 777);
        consumer.Assign(place);

        for (var offset = 777; offset < 1_000; offset++)
        {
            var record = Next(consumer, wanted: 100);
            (record.Partition, record.Offset).ShouldBe((place.Partition.Value, offset));
        }
    }

    [Fact]
    public void Consume_ShouldNameTheTopicAndTheError_WhenThePlaceIsOutOfRange()
    {
        var topic = log.NewTopic();
        using var consumer = Open(topic, 12_345);

        var failure = Should.Throw<ConsumeException>(() => Next(consumer, wanted: 1));

        failure.Error.IsFatal.ShouldBeFalse();
        failure.Error.Code.ShouldBeOneOf(ErrorCode.OffsetOutOfRange, ErrorCode.Local_AutoOffsetReset);
        failure.Error.Reason.ShouldNotBeNullOrWhiteSpace();
        failure.ConsumerRecord.TopicPartition.ShouldBe(new TopicPartition(topic, 0));
    }

    [Fact]
    public async Task Dispose_ShouldLetGoOfABatchThatIsNotUsedUp_AndMayBeCalledAgain()
    {
        var topic = log.NewTopic();
        await log.WriteAsync(topic, 0, 1_000);
        var consumer = Open(topic, 0);
        while (!consumer.HasNext)
        {
            Next(consumer, wanted: 100);
        }

        // With a record that is held, the native client would wait for ever.
        await Task.Run(consumer.Dispose, TestContext.Current.CancellationToken).WaitAsync(Patient, TestContext.Current.CancellationToken);

        consumer.Dispose();
        Should.Throw<ObjectDisposedException>(() => consumer.Consume(TimeSpan.Zero, 1));
    }

    private ICursorConsumer Open(string topic, long offset)
    {
        var consumer = log.Consumers().CreateForCursor();
        consumer.Assign(new TopicPartitionOffset(topic, 0, offset));
        return consumer;
    }

    private static StoredRecord Next(ICursorConsumer consumer, int wanted) =>
        consumer.Consume(Patient, wanted)?.Record ?? throw new TimeoutException("No record came.");
}
