// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Reading;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Reading;

/// <summary>Reads of callers that have not the memory for all that is there.</summary>
public sealed class BoundedReadTests(EmbeddedLog log) : IClassFixture<EmbeddedLog>, IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(9);
    private readonly KafkaCluster _kafka = KafkaCluster.Open(log.Cluster);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _kafka.DisposeAsync();

    [Fact]
    public async Task Answer_ShouldEnd_BeforeTheRecordThereIsNoRoomFor()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 10);
        var next = 0L;
        var offsets = new List<long>();
        while (offsets.Count < 10)
        {
            var room = 3;
            var result = await ReadAsync(topic, next, _ => room-- > 0);

            result.Records.Count.ShouldBe(Math.Min(3, 10 - offsets.Count));
            offsets.AddRange(result.Records.Select(record => record.Offset));
            next = result.NextOffset;
        }

        offsets.ShouldBe(Enumerable.Range(0, 10).Select(offset => (long)offset));
    }

    [Fact]
    public async Task Read_ShouldBeOverloaded_WhenThereIsNoRoomForTheFirstRecord()
    {
        var topic = await NewTopicAsync();
        await log.WriteAsync(topic, 0, 2);

        var failure = (await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(topic, 1, _ => false))).Failure;

        failure.Code.ShouldBe(FailureCode.Overloaded);
        failure.IsRetryable.ShouldBeTrue();
        failure.Detail.ShouldContain("offset 1");
        (await ReadAsync(topic, 1, _ => true)).Records.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task WaitingRead_ShouldBeAskedToo_WhenRecordsCome(int room)
    {
        var topic = await NewTopicAsync();
        var left = room;
        var reading = ReadAsync(topic, 0, _ => left-- > 0, wait: TimeSpan.FromSeconds(30));
        await log.WriteAsync(topic, 0, 2);

        if (room > 0)
        {
            (await reading).Records.ShouldHaveSingleItem().Offset.ShouldBe(0);
        }
        else
        {
            (await Should.ThrowAsync<KafkaFailureException>(() => reading)).Failure.Code.ShouldBe(FailureCode.Overloaded);
        }
    }

    [Theory]
    [InlineData((byte)'a', 200_000, 400_256)]
    [InlineData((byte)1, 200_000, 1_400_256)]
    [InlineData((byte)1, 1_000, 2_256)]
    [InlineData((byte)0xFF, 200_000, 600_256)]
    public void Footprint_ShouldCoverTheRecordAndItsJson(byte fill, int length, long expected)
    {
        var value = new byte[length];
        value.AsSpan().Fill(fill);
        var record = new StoredRecord
        {
            Partition = 0,
            Offset = 0,
            Key = null,
            Value = value,
            Timestamp = 0,
            TimestampType = RecordTimestampType.CreateTime,
        };

        record.Footprint.ShouldBe(expected);
    }

    private async Task<string> NewTopicAsync()
    {
        var topic = EmbeddedLog.NewName();
        await _kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = 1 }, Timeout, Token);
        return topic;
    }

    private Task<ReadResult> ReadAsync(string topic, long offset, Func<long, bool> tryKeep, TimeSpan wait = default) =>
        _kafka.Reader.ReadAsync(
            new ReadRequest(topic, 0, ReadPosition.Offset(offset)) { MaxRecords = 100, Wait = wait, TryKeep = tryKeep }, Timeout, Token);
}
