// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sluice.Testing.Expectations;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Tests.Expectations;

/// <summary>The rules of waiting, on a clock that only moves when it is told to.</summary>
public sealed class WaitingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Wait_ShouldEndAtOnce_WhenEnoughCame()
    {
        var state = State(CountRange.Exactly(2));
        var waiting = WaitAsync(state);
        state.Offer(Record(1));
        waiting.IsCompleted.ShouldBeFalse();
        state.Offer(Record(2));

        (await waiting).ShouldBe(Verdict.Satisfied);
        state.Matched.Select(one => one.Place).ShouldBe(["orders-0@1", "orders-0@2"]);
    }

    [Fact]
    public async Task Wait_ShouldEndAtTheDeadlineAndNotBefore_WhenTooFewCame()
    {
        var state = State(CountRange.Exactly(2));
        var waiting = WaitAsync(state);
        state.Offer(Record(1));
        _time.Advance(Limit - TimeSpan.FromMilliseconds(1));
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await waiting).ShouldBe(Verdict.Pending);
        state.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Wait_ShouldEndAtTheFirstOffender_WhenNoneIsExpected()
    {
        var state = State(CountRange.None);
        var waiting = WaitAsync(state, hold: true);
        _time.Advance(TimeSpan.FromSeconds(3));
        waiting.IsCompleted.ShouldBeFalse();
        state.Offer(Record(1));

        (await waiting).ShouldBe(Verdict.Violated);
    }

    [Fact]
    public async Task Wait_ShouldLastItsWholeTime_WhenItMustHold()
    {
        var state = State(CountRange.Exactly(1));
        state.Offer(Record(1));
        var waiting = WaitAsync(state, hold: true);
        _time.Advance(Limit - TimeSpan.FromMilliseconds(1));
        waiting.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await waiting).ShouldBe(Verdict.Satisfied);
    }

    [Fact]
    public void Verdict_ShouldTurn_WhenADuplicateComesLate()
    {
        var state = State(CountRange.Exactly(1));
        state.Offer(Record(1));
        state.Verdict.ShouldBe(Verdict.Satisfied);
        state.Offer(Record(2));

        state.Verdict.ShouldBe(Verdict.Violated);
        state.Closest()!.Value.Candidate.Place.ShouldBe("orders-0@2");
    }

    [Fact]
    public void Verdict_ShouldBeBroken_AtTheFirstThatIsOutOfOrder()
    {
        var state = State(CountRange.Exactly(3), "A", "B", "C");
        state.Offer(Record(1, "A"));
        state.Verdict.ShouldBe(Verdict.Pending);
        state.Offer(Record(2, "C"));

        state.Verdict.ShouldBe(Verdict.Violated);
        state.Violation.ShouldBe("the 2nd is another one");
        state.Closest()!.Value.Differences.Select(one => (one.Path, one.Expected, one.Actual)).ShouldBe([("event", "expected \"B\"", "\"C\"")]);
    }

    [Fact]
    public async Task Wait_ShouldEnd_WhenTheReaderLosesItsPlace()
    {
        var state = State(CountRange.Exactly(1));
        var waiting = WaitAsync(state);
        state.Lose(new InvalidOperationException("gone"));

        (await waiting).ShouldBe(Verdict.CannotTell);
        state.Lost!.Message.ShouldBe("gone");
    }

    [Fact]
    public async Task Meanwhile_ShouldBeGivenUp_WhenTheExpectationIsBroken()
    {
        var state = State(CountRange.None);
        var stopped = false;
        var work = Waiting.UnlessViolatedAsync(
            state,
            async token =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _time, token).ContinueWith(_ => stopped = true, TaskScheduler.Default);
            },
            TestContext.Current.CancellationToken);
        state.Offer(Record(1));

        (await work).ShouldBe(Verdict.Violated);
        stopped.ShouldBeTrue();
    }

    [Fact]
    public void Replace_ShouldForgetWhatWasThere_WhenAStoreIsLookedAtAnew()
    {
        var state = State(CountRange.Exactly(1));
        state.Replace([Record(1), Record(2)]);
        state.Verdict.ShouldBe(Verdict.Violated);
        state.Replace([Record(3)]);

        state.Verdict.ShouldBe(Verdict.Satisfied);
    }

    private static ExpectationState State(CountRange count, params string[] order) =>
        new(new Expectation(Pattern(null), count, [.. order.Select(name => Pattern(new JsonObject { ["event"] = name }))]));

    private static RecordPattern Pattern(JsonNode? match) => RecordPattern.Parse(match, false, null, null, null, false, null);

    private static Candidate Record(long offset, string name = "A") =>
        new() { Place = $"orders-0@{offset}", Value = new JsonObject { ["event"] = name }, Partition = 0, Offset = offset };

    private Task<Verdict> WaitAsync(ExpectationState state, bool hold = false) =>
        Waiting.WaitAsync(state, Limit, hold, _time, TestContext.Current.CancellationToken);
}
