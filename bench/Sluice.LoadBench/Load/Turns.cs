// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Load;

/// <summary>
/// Measures several sides turn by turn, A B C, B C A, so that a machine that gets slower meanwhile does so for all, and none always comes after the
/// same other one.
/// </summary>
internal static class Turns
{
    /// <summary>The figures of each side, by turn.</summary>
    public static async Task<List<T>[]> RunAsync<T>(BenchLength length, params Func<Task<T>>[] sides)
    {
        var figures = sides.Select(_ => new List<T>()).ToArray();
        for (var round = -length.WarmUp; round < length.Rounds; round++)
        {
            for (var turn = 0; turn < sides.Length; turn++)
            {
                var side = (round + length.WarmUp + turn) % sides.Length;
                var figure = await sides[side]();
                Console.Error.WriteLine($"  {(round < 0 ? "warm-up" : $"round {round + 1}")}, side {side + 1}: {figure}");
                if (round >= 0)
                {
                    figures[side].Add(figure);
                }
            }
        }

        return figures;
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
}
