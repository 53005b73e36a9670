// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Spectre.Console;

namespace Sluice.Cli.Producing;

/// <summary>Shows a person how far the writing is.</summary>
internal static class ProduceProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <param name="console">Where to show it.</param>
    /// <param name="totals">What is shown.</param>
    /// <param name="input">The input; if its length is known, the bar shows how much of it is read.</param>
    /// <param name="time">Paces the refreshing.</param>
    /// <param name="work">What is waited for.</param>
    public static Task RunAsync(IAnsiConsole console, ProduceTotals totals, Stream input, TimeProvider time, Func<Task> work) =>
        console.Progress()
            .AutoClear(true)
            .Columns(input.CanSeek
                ? [new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn()]
                : [new SpinnerColumn(), new TaskDescriptionColumn()])
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Describe(totals), maxValue: 1);
                var working = work();
                using var timer = new PeriodicTimer(Interval, time);
                while (!working.IsCompleted)
                {
                    bar.Description = Describe(totals);
                    bar.Value = input.CanSeek ? input.Position / Math.Max(1.0, input.Length) : 0;
                    await Task.WhenAny(working, timer.WaitForNextTickAsync().AsTask());
                }

                await working;
            });

    private static string Describe(ProduceTotals totals)
    {
        var culture = CultureInfo.InvariantCulture;
        var text = string.Create(culture, $"{totals.Written:#,0} records  {totals.Rate:#,0}/s");
        return totals.IsSuccess ? text : text + string.Create(culture, $"  [red]{totals.Failed + totals.Uncertain:#,0} failed[/]");
    }
}
