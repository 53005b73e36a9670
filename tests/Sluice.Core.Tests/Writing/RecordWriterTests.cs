// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Writing;

namespace Sluice.Core.Tests.Writing;

public sealed class RecordWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ShouldStoreEveryPartOfARecord()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 4);
        RecordHeader[] headers = [new("a", [1, 2]), new("a", []), new("", null), new("ü", "ß"u8.ToArray())];

        var results = await kafka.WriteAsync(
            topic, new NewRecord { Key = "k"u8.ToArray(), Value = "v"u8.ToArray(), Partition = 2, Timestamp = 1_700_000_000_123, Headers = headers });

        results.ShouldBe([new WriteResult { Partition = 2, Offset = 0 }]);
        var stored = kafka.Read(topic).ShouldHaveSingleItem();
        stored.Partition.Value.ShouldBe(2);
        stored.Message.Key.ShouldBe("k"u8.ToArray());
        stored.Message.Value.ShouldBe("v"u8.ToArray());
        stored.Message.Timestamp.ShouldBe(new Timestamp(1_700_000_000_123, TimestampType.CreateTime));
        stored.Message.Headers.Select(header => header.Key).ShouldBe(headers.Select(header => header.Key));
        stored.Message.Headers.Select(header => header.GetValueBytes()).ShouldBe(headers.Select(header => header.Value));
    }

    [Fact]
    public async Task WriteAsync_ShouldTellNullFromEmpty_InKeysAndValues()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        byte[]?[] parts = [null, [], [0]];
        NewRecord[] records = [.. from key in parts from value in parts select new NewRecord { Key = key, Value = value, Partition = 0 }];

        var results = await kafka.WriteAsync(topic, records);

        results.Select(result => result.Offset).ShouldBe([0, 1, 2, 3, 4, 5, 6, 7, 8]);
        var stored = kafka.Read(topic);
        stored.Select(record => record.Message.Key).ShouldBe(records.Select(record => record.Key));
        stored.Select(record => record.Message.Value).ShouldBe(records.Select(record => record.Value));
    }

    [Fact]
    public async Task WriteAsync_ShouldTakeTheMomentOfWriting_WhenThereIsNoTimestamp()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        var before = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

        await kafka.WriteAsync(topic, WriterFixture.Numbered(1));

        var timestamp = kafka.Read(topic).ShouldHaveSingleItem().Message.Timestamp.UnixTimestampMs;
        timestamp.ShouldBeInRange(before, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task WriteAsync_ShouldAnswerInTheOrderOfTheRecords_WhereverTheyGo()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 3);

        var results = await kafka.WriteAsync(topic, [.. Enumerable.Range(0, 300).Select(number => WriterFixture.Numbered(number, number % 3))]);

        results.Select(result => result.Partition).ShouldBe(Enumerable.Range(0, 300).Select(number => number % 3));
        results.Select(result => result.Offset).ShouldBe(Enumerable.Range(0, 300).Select(number => (long)number / 3));
    }

    [Fact]
    public async Task WriteAsync_ShouldKeepTheOrderOfEachCall_WhenManyWriteToOnePartition()
    {
        const int callers = 8;
        const int recordsEach = 2_000;
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();

        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                for (var sent = 0; sent < recordsEach; sent += 500)
                {
                    var first = (caller * recordsEach) + sent;
                    var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(first..(first + 500), partition: 0));
                    results.ShouldAllBe(result => result.Failure == null);
                }
            },
            Cancellation)));

        var numbers = kafka.ReadNumbers(topic);
        numbers.Length.ShouldBe(callers * recordsEach);
        numbers.GroupBy(number => number / recordsEach).ShouldAllBe(caller => caller.SequenceEqual(caller.Order()));
    }

    [Fact]
    public async Task WriteAsync_ShouldFail_WhenThereIsNoSuchTopic()
    {
        await using var kafka = new WriterFixture();

        var e = await Should.ThrowAsync<KafkaFailureException>(() => kafka.WriteAsync("missing", WriterFixture.Numbered(1)));

        e.Failure.Code.ShouldBe(FailureCode.TopicNotFound);
        kafka.Cluster.FindTopic("missing").ShouldBeNull();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public async Task WriteAsync_ShouldWriteNothing_WhenOnePartitionDoesNotExist(int partition)
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 3);

        var e = await Should.ThrowAsync<KafkaFailureException>(
            () => kafka.WriteAsync(topic, WriterFixture.Numbered(0), WriterFixture.Numbered(1, partition)));

        e.Failure.Code.ShouldBe(FailureCode.PartitionNotFound);
        e.Message.ShouldContain($"record 1 of the call names partition {partition}");
        kafka.Read(topic).ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_ShouldRefuseOnlyTheRecord_ThatIsTooLarge()
    {
        await using var kafka = new WriterFixture(new KafkaClusterOptions { MaxRecordBytes = 2_000 });
        var topic = kafka.CreateTopic();

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(0), new NewRecord { Value = new byte[3_000] }, WriterFixture.Numbered(2));

        results.Select(result => result.Failure?.Code).ShouldBe([null, FailureCode.RecordTooLarge, null]);
        results[1].MayBeWritten.ShouldBeFalse();
        results[1].Failure!.Detail.ShouldContain("3000 bytes");
        results[1].Failure!.Detail.ShouldContain("2000 bytes");
        kafka.ReadNumbers(topic).ShouldBe([0, 2]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task WriteAsync_ShouldRefuseOnlyTheRecord_WhoseTimestampCannotBeWritten(long timestamp)
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(0), WriterFixture.Numbered(1) with { Timestamp = timestamp });

        results.Select(result => result.Failure?.Code).ShouldBe([null, FailureCode.InvalidRecord]);
        kafka.ReadNumbers(topic).ShouldBe([0]);
    }

    [Fact]
    public async Task WriteAsync_ShouldWriteToTheNewTopic_WhenItIsDeletedAndCreatedAgain()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(partitions: 2);
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0, partition: 1));
        kafka.Cluster.DeleteTopic(topic);
        kafka.Cluster.CreateTopic(new(topic) { PartitionCount = 5 });

        var results = await kafka.WriteAsync(topic, WriterFixture.Numbered(0..5).Select((record, i) => record with { Partition = i }).ToArray());

        results.ShouldAllBe(result => result.Failure == null && result.Offset == 0);
    }

    [Fact]
    public async Task WriteAsync_ShouldFail_WhenTheClusterIsClosed()
    {
        var kafka = new WriterFixture();
        var topic = kafka.CreateTopic();
        await kafka.WriteAsync(topic, WriterFixture.Numbered(0));
        await kafka.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => kafka.WriteAsync(topic, WriterFixture.Numbered(1)));
    }

    [Fact]
    public async Task WriteAsync_ShouldFail_WithoutRecords()
    {
        await using var kafka = new WriterFixture();

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => kafka.WriteAsync("any"));
    }
}
