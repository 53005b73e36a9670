// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Load;

/// <summary>
/// Measures several sides turn by turn, A B C, B C A, so that a machine that gets slower meanwhile does so for all, and none always comes after the
/// same other one.
/// </summary>
internal static class Turns
{
    // Brokers compile their code anew for minutes: a side that is still getting faster by more than that is not warm.
    private const double Rise = 1.05;
    private const int LongestWarmUp = 4;

    /// <summary>The figures of each side, by turn, from when none of them gets faster any more; that is waited for four warm-ups long at most.</summary>
    public static async Task<List<T>[]> RunAsync<T>(BenchLength length, params Func<Task<T>>[] sides)
    {
        var figures = sides.Select(_ => new List<T>()).ToArray();
        var best = new double[sides.Length];
        var round = 0;
        for (var isWarm = length.WarmUp == 0; !isWarm; round++)
        {
            isWarm = round + 1 >= length.WarmUp;
            await RunRoundAsync("warm-up", (side, figure) =>
            {
                isWarm &= SpeedOf(figure) <= best[side] * Rise || round + 1 >= LongestWarmUp * length.WarmUp;
                best[side] = Math.Max(best[side], SpeedOf(figure));
            });
        }

        for (var counted = 1; counted <= length.Rounds; counted++, round++)
        {
            await RunRoundAsync($"round {counted}", (side, figure) => figures[side].Add(figure));
        }

        return figures;

        async Task RunRoundAsync(string name, Action<int, T> done)
        {
            for (var turn = 0; turn < sides.Length; turn++)
            {
                var side = (round + turn) % sides.Length;
                var figure = await sides[side]();
                Console.Error.WriteLine($"  {name}, side {side + 1}: {figure}");
                done(side, figure);
            }
        }
    }

    public static double Median(this IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static TimeSpan Percentile(this IEnumerable<TimeSpan> times, int percent)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)];
    }

    // What is no rate says nothing of getting faster.
    private static double SpeedOf<T>(T figure) => figure switch
    {
        LoadFigures load => load.Rate,
        double rate => rate,
        _ => 0,
    };
}
