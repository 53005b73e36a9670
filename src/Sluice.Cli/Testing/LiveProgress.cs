// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Testing.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Sluice.Cli.Testing;

/// <summary>Shows a person which cases run and what each waits for, below the lines of those that have ended.</summary>
internal sealed class LiveProgress(IAnsiConsole console, TimeProvider time) : IRunObserver, IDisposable
{
    private const int OtherLines = 6;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly Lock _lock = new();
    private readonly ConsoleLines _lines = new(console);
    private readonly OrderedDictionary<string, RunningCase> _running = [];
    private readonly long _began = time.GetTimestamp();
    private int _cases;
    private int _passed;
    private int _failed;

    /// <summary>Takes lines that are to stay.</summary>
    public TextWriter Lines => _lines;

    /// <summary>Shows it until the work is done.</summary>
    public async Task<T> ShowAsync<T>(Func<Task<T>> work)
    {
        var working = work();
        await console.Live(Render()).AutoClear(true).StartAsync(async context =>
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (!working.IsCompleted)
            {
                if (_lines.HasNew)
                {
                    // Lines are written over what is shown: of a longer one the rest would stay.
                    context.UpdateTarget(Text.Empty);
                    _lines.Show();
                }

                context.UpdateTarget(Render());
                await Task.WhenAny(working, timer.WaitForNextTickAsync().AsTask());
            }
        });
        _lines.Show();
        return await working;
    }

    /// <inheritdoc />
    public void RunStarted(string pipeline, DateTimeOffset started, int cases)
    {
        lock (_lock)
        {
            _cases = cases;
        }
    }

    /// <inheritdoc />
    public void CaseStarted(CaseStart start)
    {
        lock (_lock)
        {
            _running[start.Id] = new RunningCase(start.Title, "begins", time.GetTimestamp());
        }
    }

    /// <inheritdoc />
    public void StepStarted(StepStart start)
    {
        var step = $"{start.Verb} {start.Subject}{(start.WaitsFor is { } what ? $": {what}" : "")}";
        lock (_lock)
        {
            if (_running.TryGetValue(start.CaseId, out var known))
            {
                _running[start.CaseId] = known with { Step = step, Since = time.GetTimestamp() };
            }
        }
    }

    /// <inheritdoc />
    public void CaseEnded(CaseResult result)
    {
        lock (_lock)
        {
            _running.Remove(result.Id);
            _ = result.Outcome == Outcome.Passed ? _passed++ : _failed++;
        }
    }

    /// <inheritdoc />
    public void RunEnded(RunResult result)
    {
    }

    /// <inheritdoc />
    public void Dispose() => _lines.Dispose();

    /// <summary>What is to be seen at this moment: never more lines than fit.</summary>
    internal IRenderable Render()
    {
        lock (_lock)
        {
            if (_cases == 0)
            {
                return new Text($"connecting  {Seconds(time.GetElapsedTime(_began))}", new Style(decoration: Decoration.Dim));
            }

            var room = Math.Max(1, console.Profile.Height - OtherLines);
            var lines = new List<IRenderable> { Sum() };
            lines.AddRange(_running.Values.Take(room).Select(Line));
            if (_running.Count > room)
            {
                lines.Add(new Text($"  and {_running.Count - room} more", new Style(decoration: Decoration.Dim)));
            }

            return new Rows(lines);
        }
    }

    private Paragraph Sum() => new Paragraph()
        .Append(string.Create(CultureInfo.InvariantCulture, $"{_passed + _failed} of {_cases} done"))
        .Append(_failed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {_failed} not passed"), new Style(Color.Red))
        .Append(string.Create(CultureInfo.InvariantCulture, $", {_running.Count} running  {Seconds(time.GetElapsedTime(_began))}"));

    private Paragraph Line(RunningCase running)
    {
        var since = Seconds(time.GetElapsedTime(running.Since));
        var width = Math.Max(20, console.Profile.Width - 1);
        var step = $"  {Cut(running.Step, width / 2, keepsEnd: false)}";
        var title = Cut(running.Title, Math.Max(12, width - step.Length - since.Length - 4), keepsEnd: true);
        return new Paragraph($"  {title}").Append(step, new Style(Color.Blue)).Append($"  {since}", new Style(decoration: Decoration.Dim));
    }

    // The end of a title tells rows and lanes from each other.
    private static string Cut(string text, int length, bool keepsEnd)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
        var end = keepsEnd && line.LastIndexOf('[') is >= 0 and var place && line.Length - place < length / 2 ? line[place..] : "";
        return line.Length <= length ? line : $"{line[..(length - 1 - end.Length)]}…{end}";
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");

    private sealed record RunningCase(string Title, string Step, long Since);
}
