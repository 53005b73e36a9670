// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Reading;

namespace Sluice.Core.Tests.Reading;

public sealed class SharedReadsTests : IDisposable
{
    private const int Others = 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // How many more reads of Kafka may go on; each waits before it asks for its first record.
    private readonly SemaphoreSlim _mayGoOn = new(0);
    private readonly CountedWaits _time = new();
    private readonly ScriptedLog _log = new(0, 1, 2);
    private readonly CursorPool _pool;
    private readonly SharedReads _reads;
    private Error? _refusal;
    private int _asked;

    public SharedReadsTests()
    {
        _pool = new CursorPool(_log.Open, _log.Open, new KafkaClusterOptions(), Deadline, TimeProvider.System);
        _reads = new SharedReads(_pool, _time, Deadline);
        _log.OnCall = call =>
        {
            if (call == "Assign")
            {
                Interlocked.Increment(ref _asked);
                _mayGoOn.Wait(Token);
                if (_refusal is not null)
                {
                    throw new KafkaException(_refusal);
                }
            }
        };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mayGoOn.Release(100);
        _pool.Dispose();
    }

    [Fact]
    public async Task Read_ShouldAskKafkaOnceMore_WhenTheFirstGivesUp()
    {
        using var givesUp = new CancellationTokenSource();
        var first = ReadAsync(Deadline, givesUp.Token);
        var others = Enumerable.Range(0, Others).Select(_ => ReadAsync(Deadline, Token)).ToArray();
        await UntilAsync(() => _time.Waits == Others);

        await givesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        await UntilAsync(() => _time.Waits == Others + Others - 1 || _asked > 2);
        _mayGoOn.Release(2);

        foreach (var outcome in await Task.WhenAll(others))
        {
            outcome.Records.Select(record => record.Offset).ShouldBe([0, 1, 2]);
        }

        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task Read_ShouldGoOnFromOneToTheNext_WhenOneAfterTheOtherGivesUp()
    {
        using var firstGivesUp = new CancellationTokenSource();
        using var nextGivesUp = new CancellationTokenSource();
        var first = ReadAsync(Deadline, firstGivesUp.Token);
        var next = ReadAsync(Deadline, nextGivesUp.Token);
        await UntilAsync(() => _time.Waits == 1);
        await firstGivesUp.CancelAsync();
        await UntilAsync(() => _asked == 2);
        var last = ReadAsync(Deadline, Token);

        await nextGivesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        await Should.ThrowAsync<OperationCanceledException>(() => next);
        _mayGoOn.Release(3);

        (await last).Records.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Read_ShouldFailWithWhatKafkaSaidAfterItCame_WhenKafkaRefuses()
    {
        _refusal = new Error(ErrorCode.TopicAuthorizationFailed);
        var first = ReadAsync(Deadline, Token);
        var others = Enumerable.Range(0, Others).Select(_ => ReadAsync(Deadline, Token)).ToArray();
        await UntilAsync(() => _time.Waits == Others);

        _mayGoOn.Release(1);
        (await first).Failure!.Code.ShouldBe(FailureCode.KafkaRefused);
        await UntilAsync(() => _time.Waits == Others + Others - 1 || _asked > 2);
        _mayGoOn.Release(1);

        (await Task.WhenAll(others)).ShouldAllBe(outcome => outcome.Failure!.Code == FailureCode.KafkaRefused);
        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task Read_ShouldSayThatCursorsLack_WhenTheFirstGotNone()
    {
        // One cursor a partition, which another read keeps.
        using var pool = new CursorPool(_log.Open, _log.Open, new KafkaClusterOptions { MaxCursors = 4 }, Deadline, TimeProvider.System);
        var reads = new SharedReads(pool, _time, Deadline);
        var busy = pool.ReadAsync(Read(Deadline, Token) with { Offset = 1 }, Deadline, Token);
        var first = Should.ThrowAsync<KafkaFailureException>(() => reads.ReadAsync(Read(TimeSpan.FromMilliseconds(200), Token), Token));

        // Their time is over long after the first one's: which of them gets a turn with what is left is open.
        var patient = Read(TimeSpan.FromSeconds(2), Token);
        var others = Enumerable.Range(0, Others).Select(_ => CodeOfAsync(reads.ReadAsync(patient, Token))).ToArray();

        (await first).Failure.Code.ShouldBe(FailureCode.Overloaded);
        (await Task.WhenAll(others)).ShouldAllBe(code => code == FailureCode.Overloaded);
        _mayGoOn.Release(1);
        (await busy).Records.Count.ShouldBe(2);

        static async Task<FailureCode?> CodeOfAsync(Task<CursorOutcome> read)
        {
            try
            {
                return (await read).Failure?.Code;
            }
            catch (KafkaFailureException e)
            {
                return e.Failure.Code;
            }
        }
    }

    [Fact]
    public async Task Read_ShouldEndInItsOwnTime_WhenTheFirstHasMore()
    {
        var first = ReadAsync(Deadline, Token);
        using var givesUp = new CancellationTokenSource();
        var cancelled = ReadAsync(Deadline, givesUp.Token);

        var hurried = await ReadAsync(TimeSpan.FromMilliseconds(50), Token).WaitAsync(Deadline, Token);
        await givesUp.CancelAsync();

        (hurried.End, hurried.Failure!.Code).ShouldBe((CursorEnd.Stalled, FailureCode.KafkaTimeout));
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        _mayGoOn.Release(1);
        (await first).Records.Count.ShouldBe(3);
        _asked.ShouldBe(1);
    }

    [Fact]
    public async Task Read_ShouldBringWhatThereIsRoomFor_WhenTheFirstHasRoomForLess()
    {
        var none = ReadAsync(Deadline, Token, room: 0);
        var two = ReadAsync(Deadline, Token, room: 2);
        await UntilAsync(() => _time.Waits == 1);

        _mayGoOn.Release(2);

        (await none).Failure!.Code.ShouldBe(FailureCode.Overloaded);
        (await two).Records.Select(record => record.Offset).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Read_ShouldGetWhatSeveralGot_WhenItComesAMomentLater()
    {
        await ReadTwiceAtOnceAsync();

        var late = await ReadAsync(Deadline, Token);

        late.Records.Select(record => record.Offset).ShouldBe([0, 1, 2]);
        late.MayBeOld.ShouldBeTrue();
        _pool.Fetched.ShouldBe(3);
    }

    [Fact]
    public async Task Read_ShouldAskKafkaAgain_WhenTheMomentIsOver()
    {
        var reads = new SharedReads(_pool, _time, keepFor: TimeSpan.FromMilliseconds(1));
        var read = Read(Deadline, Token);
        var both = Task.WhenAll(reads.ReadAsync(read, Token), reads.ReadAsync(read, Token));
        await UntilAsync(() => _time.Waits == 1);
        _mayGoOn.Release(2);
        await both;

        for (var clock = Stopwatch.StartNew(); _pool.Fetched == 3; await Task.Delay(1, Token))
        {
            clock.Elapsed.ShouldBeLessThan(Deadline);
            await reads.ReadAsync(read, Token);
        }

        _pool.Fetched.ShouldBe(6);
    }

    [Fact]
    public async Task Read_ShouldAskKafkaAgain_WhenTheOneBeforeWasAlone()
    {
        _mayGoOn.Release(2);
        await ReadAsync(Deadline, Token);
        await ReadAsync(Deadline, Token);

        _pool.Fetched.ShouldBe(6);
    }

    [Fact]
    public async Task Read_ShouldNotBeCutShort_WhenAnotherHasRoomForLess()
    {
        using var givesUp = new CancellationTokenSource();
        var first = ReadAsync(Deadline, givesUp.Token);
        var none = ReadAsync(Deadline, Token, room: 0);
        var two = ReadAsync(Deadline, Token, room: 2);
        var all = ReadAsync(Deadline, Token);
        await UntilAsync(() => _time.Waits == 3);
        await givesUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);

        _mayGoOn.Release(10);

        (await none).Failure!.Code.ShouldBe(FailureCode.Overloaded);
        (await two).Records.Count.ShouldBe(2);
        (await all).Records.Count.ShouldBe(3);
        (await ReadAsync(Deadline, Token)).Records.Count.ShouldBe(3);
    }

    private async Task ReadTwiceAtOnceAsync()
    {
        var (first, other) = (ReadAsync(Deadline, Token), ReadAsync(Deadline, Token));
        await UntilAsync(() => _time.Waits == 1);
        _mayGoOn.Release(1);
        await Task.WhenAll(first, other);
    }

    private Task<CursorOutcome> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken, int room = int.MaxValue) =>
        _reads.ReadAsync(Read(timeout, cancellationToken) with { Keeps = _ => room-- > 0 }, cancellationToken);

    private static CursorRead Read(TimeSpan timeout, CancellationToken cancellationToken) =>
        new(ScriptedLog.Key(), 0, 3, 3, 1_000, false, timeout, cancellationToken);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); await Task.Delay(1, Token))
        {
            clock.Elapsed.ShouldBeLessThan(Deadline);
        }
    }

    /// <summary>Knows how many waits with a time have begun: each takes a timer.</summary>
    private sealed class CountedWaits : TimeProvider
    {
        private int _waits;

        public int Waits => Volatile.Read(ref _waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _waits);
            return timer;
        }
    }
}
