// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Testing.Matching;
using Sluice.Testing.Taps;

namespace Sluice.Testing.Tests.Taps;

public sealed class TapMemoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Observer_ShouldGetWhatIsThereAndWhatComes_WithoutAGap()
    {
        var memory = Memory();
        Add(memory, 0, 0, "a");
        Add(memory, 0, 1, "a");
        var seen = new Seen();
        using var subscription = memory.Subscribe(seen, new Dictionary<int, long> { [0] = 1 });
        Add(memory, 0, 2, "b");

        seen.Offsets.ShouldBe([1, 2]);
    }

    [Fact]
    public void Observer_ShouldGetItsOwnOnly_WhenItHasAnId()
    {
        var memory = Memory();
        Add(memory, 0, 0, "mine");
        Add(memory, 0, 1, "other");
        var seen = new Seen();
        using var subscription = memory.Subscribe(seen, Start(), Selector.Parse("key"), "mine");
        Add(memory, 0, 2, "mine");
        Add(memory, 0, 3, "other");
        subscription.Dispose();
        Add(memory, 0, 4, "mine");

        seen.Offsets.ShouldBe([0, 2]);
    }

    [Fact]
    public void Observer_ShouldGetTheRecordsInTheOrderOfTheirArrival_AcrossPartitions()
    {
        var memory = Memory();
        Add(memory, 0, 0, "a");
        Add(memory, 1, 0, "a");
        Add(memory, 0, 1, "a");
        Add(memory, 1, 7, "a");
        Add(memory, 0, 2, "a");
        var seen = new Seen();
        using var subscription = memory.Subscribe(seen, new Dictionary<int, long> { [0] = 1, [1] = 3 });

        seen.Places.ShouldBe([(0, 1), (1, 7), (0, 2)]);
        memory.CountSince(new Dictionary<int, long> { [0] = 2 }).ShouldBe(3);
    }

    [Fact]
    public void Record_ShouldCountOnce_WhenItIsDeliveredTwice()
    {
        var memory = Memory();
        var seen = new Seen();
        using var subscription = memory.Subscribe(seen, Start());
        Add(memory, 0, 0, "a");
        Add(memory, 0, 1, "a");
        Add(memory, 0, 0, "a");
        Add(memory, 1, 0, "a");

        seen.Places.ShouldBe([(0, 0), (0, 1), (1, 0)]);
        memory.CountSince(Start()).ShouldBe(3);
    }

    [Fact]
    public void Subscribe_ShouldSayWhatIsGone_WhenTheMemoryIsTooSmall()
    {
        var memory = new TapMemory("orders", maxBytes: 4_000, _time);
        memory.Begin(Start());
        for (var offset = 0; offset < 10; offset++)
        {
            Add(memory, 0, offset, "a", new string('x', 500));
        }

        var failure = Should.Throw<TapException>(() => memory.Subscribe(new Seen(), Start()));
        failure.Message.ShouldStartWith("The tap on orders no longer has partition 0 from offset 0, only from 7:");
        var seen = new Seen();
        using var subscription = memory.Subscribe(seen, new Dictionary<int, long> { [0] = 7 });
        seen.Offsets.ShouldBe([7, 8, 9]);
    }

    [Fact]
    public async Task Wait_ShouldEnd_WhenEverythingBeforeTheEndsHasCome()
    {
        var memory = Memory();
        var waiting = memory.WaitUntilAsync(new Dictionary<int, long> { [0] = 2, [1] = 3 }, Patience, TestContext.Current.CancellationToken);
        Add(memory, 0, 1, "a");
        waiting.IsCompleted.ShouldBeFalse();

        // The rest of partition 1 are markers of transactions: no record, but its end.
        memory.OnEnd(1, 3);

        await waiting;
    }

    [Fact]
    public async Task Wait_ShouldEndForThoseWhoseEndsWereReached_WhenOthersWaitForMoreOrNoMore()
    {
        var memory = Memory();
        var gone = memory.WaitUntilAsync(new Dictionary<int, long> { [0] = 1, [1] = 9 }, Patience, TestContext.Current.CancellationToken);
        _time.Advance(Patience);
        await Should.ThrowAsync<TapException>(() => gone);
        var more = memory.WaitUntilAsync(new Dictionary<int, long> { [0] = 3, [1] = 1 }, Patience, TestContext.Current.CancellationToken);
        var less = memory.WaitUntilAsync(new Dictionary<int, long> { [0] = 2, [1] = 1 }, Patience, TestContext.Current.CancellationToken);

        memory.OnEnd(1, 1);
        memory.OnEnd(0, 2);
        await less;
        more.IsCompleted.ShouldBeFalse();
        Add(memory, 0, 2, "a");

        await more;
    }

    [Fact]
    public async Task Wait_ShouldFail_WhenTheTapIsLostMeanwhile()
    {
        var memory = Memory();
        var waiting = memory.WaitUntilAsync(new Dictionary<int, long> { [0] = 1, [1] = 1 }, Patience, TestContext.Current.CancellationToken);
        memory.Lose(new KafkaFailure(FailureCode.TopicNotFound, "the topic is gone"));

        (await Should.ThrowAsync<TapException>(() => waiting)).Message.ShouldContain("the topic is gone");
    }

    [Fact]
    public async Task Wait_ShouldFailWithTheTrouble_WhenItDoesNotCome()
    {
        var memory = Memory();
        memory.OnTrouble(null, new KafkaFailure(FailureCode.KafkaUnavailable, "no broker answers"));
        var waiting = memory.WaitUntilAsync(new Dictionary<int, long> { [0] = 1 }, Patience, TestContext.Current.CancellationToken);
        _time.Advance(Patience);

        (await Should.ThrowAsync<TapException>(() => waiting)).Message.ShouldEndWith("within 30 s: no broker answers");
    }

    [Fact]
    public void Lost_ShouldReachEveryObserver_AlsoLaterOnes()
    {
        var memory = Memory();
        var (early, late) = (new Seen(), new Seen());
        using var first = memory.Subscribe(early, Start(), Selector.Parse("key"), "mine");
        memory.OnTrouble(0, new KafkaFailure(FailureCode.OffsetOutOfRange, "the offset is gone"));
        using var second = memory.Subscribe(late, Start());

        early.Lost!.Detail.ShouldBe("the offset is gone");
        late.Lost!.Detail.ShouldBe("the offset is gone");
    }

    [Fact]
    public void Last_ShouldBeTheLastDataRecord_NotTheEnd()
    {
        var memory = Memory();
        Add(memory, 0, 4, "a");
        memory.OnEnd(0, 6);

        memory.LastSince(Start()).ShouldBe(new Dictionary<int, long> { [0] = 5 });
        memory.LastSince(new Dictionary<int, long> { [0] = 5 }).ShouldBeEmpty();
    }

    private static Dictionary<int, long> Start() => new() { [0] = 0, [1] = 0 };

    private static void Add(TapMemory memory, int partition, long offset, string key, string value = "{}") => memory.OnRecord(new StoredRecord
    {
        Partition = partition, Offset = offset, Key = Encoding.UTF8.GetBytes(key), Value = Encoding.UTF8.GetBytes(value), Timestamp = 0,
        TimestampType = RecordTimestampType.CreateTime,
    });

    private TapMemory Memory()
    {
        var memory = new TapMemory("orders", 1024 * 1024, _time);
        memory.Begin(Start());
        return memory;
    }

    private sealed class Seen : ITapObserver
    {
        private readonly List<TapRecord> _records = [];

        public IEnumerable<long> Offsets => _records.Select(record => record.Offset);

        public IEnumerable<(int, long)> Places => _records.Select(record => (record.Partition, record.Offset));

        public KafkaFailure? Lost { get; private set; }

        public void OnRecord(TapRecord record) => _records.Add(record);

        public void OnLost(KafkaFailure failure) => Lost = failure;
    }
}
