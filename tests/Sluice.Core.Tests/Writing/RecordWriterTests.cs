// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Records;

namespace Sluice.Core.Tests.Writing;

public sealed class RecordWriterTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_ShouldStoreEveryPartOfARecord_WhenRead()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 4);
        var headers = new RecordHeader[] { new("a", [1, 2]), new("a", []), new("", null), new("ü", "ß"u8.ToArray()) };

        var results = await kafka.Writer.WriteAsync(
            topic, [new() { Key = "k"u8.ToArray(), Value = "v"u8.ToArray(), Partition = 2, Timestamp = 1_700_000_000_123, Headers = headers }], Timeout, Cancel);

        results.ShouldHaveSingleItem().ShouldBe(new() { Partition = 2, Offset = 0 });
        var stored = StoredRecords.Of(kafka.Cluster.BootstrapServers, topic).ShouldHaveSingleItem();
        stored.Partition.Value.ShouldBe(2);
        stored.Message.Key.ShouldBe("k"u8.ToArray());
        stored.Message.Value.ShouldBe("v"u8.ToArray());
        stored.Message.Timestamp.ShouldBe(new Timestamp(1_700_000_000_123, TimestampType.CreateTime));
        stored.Message.Headers.Select(header => new RecordHeader(header.Key, header.GetValueBytes())).ShouldBe(
            headers, new HeaderComparer());
    }

    [Fact]
    public async Task Write_ShouldTellNullFromEmpty_InKeysAndValues()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 4);
        byte[]?[] parts = [null, [], [0]];
        var records = (from key in parts from value in parts select new NewRecord { Key = key, Value = value, Partition = 1 }).ToArray();

        var results = await kafka.Writer.WriteAsync(topic, records, Timeout, Cancel);

        results.Select(result => result.Offset).ShouldBe(Enumerable.Range(0, 9).Select(offset => (long)offset));
        var stored = StoredRecords.Of(kafka.Cluster.BootstrapServers, topic);
        stored.Select(record => record.Message.Key).ShouldBe(records.Select(record => record.Key));
        stored.Select(record => record.Message.Value).ShouldBe(records.Select(record => record.Value));
    }

    private sealed class HeaderComparer : IEqualityComparer<RecordHeader>
    {
        public bool Equals(RecordHeader x, RecordHeader y) =>
            x.Key == y.Key && (x.Value is null ? y.Value is null : y.Value is not null && x.Value.AsSpan().SequenceEqual(y.Value));

        public int GetHashCode(RecordHeader header) => header.Key.GetHashCode(StringComparison.Ordinal);
    }
}
