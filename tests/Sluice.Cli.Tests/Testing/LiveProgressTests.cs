// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Sluice.Cli.Testing;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;
using Spectre.Console.Testing;

namespace Sluice.Cli.Tests.Testing;

/// <summary>What a person sees of a run that goes on.</summary>
public sealed class LiveProgressTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TestConsole _console = new TestConsole().Width(80).Height(24);
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public void View_ShouldTellWhatEachCaseWaitsFor_AndSinceWhen()
    {
        using var live = new LiveProgress(_console, _time);
        live.RunStarted("orders", _time.GetUtcNow(), 3);
        Start(live, "1", "an order is accepted");
        Start(live, "2", "a poison record");
        live.CaseEnded(Ended("2", Outcome.Failed));
        live.StepStarted(new StepStart("1", "expect", "enriched", 7, "1 matching within 10s"));
        _time.Advance(TimeSpan.FromSeconds(2.5));

        See(live).ShouldBe(
        [
            "1 of 3 done, 1 not passed, 1 running  2.5 s",
            "  an order is accepted  expect enriched: 1 matching within 10s  2.5 s",
        ]);
    }

    [Fact]
    public void View_ShouldNeverBeLargerThanTheTerminal()
    {
        using var live = new LiveProgress(_console, _time);
        live.RunStarted("orders", _time.GetUtcNow(), 200);
        for (var i = 0; i < 100; i++)
        {
            Start(live, $"{i}", $"a title that is a good deal longer than there is room for in a line of this terminal [row {i}, lane 3]");
        }

        var seen = See(live);

        seen.Length.ShouldBeLessThan(24);
        seen[0].ShouldBe("0 of 200 done, 100 running  0.0 s");
        seen[1].ShouldContain("…[row 0, lane 3]");
        seen[^1].ShouldBe("  and 82 more");
        seen.ShouldAllBe(line => line.Length < 80);
    }

    [Fact]
    public void View_ShouldShowNoLineBreak_OfATitle()
    {
        using var live = new LiveProgress(_console, _time);
        live.RunStarted("orders", _time.GetUtcNow(), 1);
        Start(live, "1", "two\nlines\u001b[2J");

        See(live)[1].ShouldBe("  two lines [2J  begins  0.0 s");
    }

    [Fact]
    public async Task Lines_ShouldAllStay_WhenManyThreadsWriteThem()
    {
        using var live = new LiveProgress(_console.Interactive().EmitAnsiSequences(), TimeProvider.System);
        var plain = new PlainProgress(live.Lines);
        var result = await live.ShowAsync(async () =>
        {
            live.RunStarted("orders", _time.GetUtcNow(), 500);
            await Parallel.ForAsync(0, 500, TestContext.Current.CancellationToken, (i, _) =>
            {
                var id = i.ToString(CultureInfo.InvariantCulture);
                Start(live, id, $"case {id}");
                var ended = Ended(id, Outcome.Passed);
                plain.CaseEnded(ended);
                live.CaseEnded(ended);
                return ValueTask.CompletedTask;
            });
            return "done";
        }).WaitAsync(Patience, TestContext.Current.CancellationToken);

        result.ShouldBe("done");
        Enumerable.Range(0, 500).Where(i => !_console.Output.Contains($" case {i}  0.0 s", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Show_ShouldFailAsTheWorkDoes_AfterItsLines()
    {
        using var live = new LiveProgress(_console.Interactive().EmitAnsiSequences(), TimeProvider.System);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => live.ShowAsync<int>(async () =>
        {
            await Task.Yield();
            await live.Lines.WriteLineAsync("the last line");
            throw new InvalidOperationException("It broke.");
        }).WaitAsync(Patience, TestContext.Current.CancellationToken));

        failure.Message.ShouldBe("It broke.");
        _console.Output.ShouldContain("the last line");
    }

    private static void Start(LiveProgress live, string id, string title) => live.CaseStarted(new CaseStart(id, title, null, DateTimeOffset.UnixEpoch));

    private static CaseResult Ended(string id, Outcome outcome) => new()
    {
        Name = $"case {id}", Id = id, Outcome = outcome, Started = DateTimeOffset.UnixEpoch, Elapsed = TimeSpan.Zero,
    };

    private string[] See(LiveProgress live)
    {
        _console.Write(live.Render());
        return [.. _console.Output.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
    }
}
