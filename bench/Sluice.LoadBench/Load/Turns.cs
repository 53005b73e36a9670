// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Load;

/// <summary>
/// Measures several sides turn by turn, A B C, B C A, so that a machine that gets slower meanwhile does so for all, and none always comes after the
/// same other one.
/// </summary>
internal static class Turns
{
    // Brokers compile their code anew for minutes: a side is warm when a turn of it is no faster than the fastest before it by more than this factor.
    private const double SteadyFactor = 1.05;

    // How many times the shortest warm-up the longest one is.
    private const int LongestWarmUp = 4;

    /// <summary>The figures of each side, by turn, from when no side gets clearly faster any more, or the longest warm-up is over.</summary>
    public static async Task<List<T>[]> RunAsync<T>(BenchLength length, params Func<Task<T>>[] sides)
    {
        var figures = sides.Select(_ => new List<T>()).ToArray();
        var best = new double[sides.Length];
        var round = 0;
        var isSteady = false;
        while (round < length.WarmUp || (!isSteady && round < LongestWarmUp * length.WarmUp))
        {
            isSteady = true;
            await RunRoundAsync("warm-up", (side, figure) =>
            {
                var speed = SpeedOf(figure);
                isSteady &= speed <= best[side] * SteadyFactor;
                best[side] = Math.Max(best[side], speed);
            });
            round++;
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
