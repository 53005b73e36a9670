// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Core.Errors;
using Sluice.Core.Reading;

namespace Sluice.Core.Tests.Reading;

/// <summary>Calls of the client library that do not return, as while a broker is gone that had answered.</summary>
public sealed class HangingConsumerTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();
    private readonly ScriptedLog _log = new(0, 1);
    private readonly CursorPool _pool;

    public HangingConsumerTests() => _pool = new CursorPool(_log.Open, _log.Open, new KafkaClusterOptions { MaxCursors = 1 }, Deadline, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _goOn.Set();
        _pool.Dispose();
    }

    [Theory]
    [InlineData("Open")]
    [InlineData("Assign")]
    [InlineData("Consume")]
    public async Task Read_ShouldEndInTime_AndKeepTheCursorFromOthers_WhenACallHangs(string call)
    {
        HangIn(call);

        var outcome = await ReadAsync(Short, Token).WaitAsync(Deadline, Token);

        outcome.End.ShouldBe(CursorEnd.Stalled);
        outcome.Failure!.Code.ShouldBe(FailureCode.KafkaTimeout);
        _pool.Usage.ShouldBe((1, 0, 0));
        (await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(Short, Token))).Failure.Code.ShouldBe(FailureCode.Overloaded);
        await GoOnAsync();
    }

    [Fact]
    public async Task Read_ShouldEndAtOnce_WhenItsCallerGoesAwayAndTheConsumerHangs()
    {
        using var gone = new CancellationTokenSource();
        HangIn("Consume");
        var reading = ReadAsync(2 * Deadline, gone.Token);
        await _hangs.Task.WaitAsync(Deadline, Token);

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading.WaitAsync(Deadline, Token));
        _pool.Usage.ShouldBe((1, 0, 0));
        await GoOnAsync();
    }

    private Task<CursorOutcome> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken) =>
        _pool.ReadAsync(new CursorRead(ScriptedLog.Key(), 0, 2, 1, 1_000, false, timeout, cancellationToken), timeout, cancellationToken);

    private void HangIn(string call) => _log.OnCall = called =>
    {
        if (called == call)
        {
            _hangs.TrySetResult();
            _goOn.Wait(Token);
        }
    };

    private async Task GoOnAsync()
    {
        _goOn.Set();
        for (var clock = Stopwatch.StartNew(); _pool.Usage.Idle == 0; await Task.Delay(1, Token))
        {
            clock.Elapsed.ShouldBeLessThan(Deadline, "the cursor comes back once its call has returned");
        }

        (await ReadAsync(Deadline, Token)).Records.ShouldHaveSingleItem().Offset.ShouldBe(0);
        _log.Opened.ShouldBe(1);
    }
}
