// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Reporting;

namespace Sluice.LoadBench.Load;

/// <summary>Measures the same at several sizes: at each of them, and again at each, so that no size is the one that came first.</summary>
internal static class Growth
{
    /// <param name="length">How often.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="measure">What is measured at a size: one figure, or several.</param>
    /// <returns>The medians of each figure by size.</returns>
    public static async Task<List<CurvePoint>[]> MeasureAsync(BenchLength length, int[] sizes, Func<int, Task<double[]>> measure)
    {
        var found = sizes.ToDictionary(size => size, _ => new List<double[]>());
        for (var round = 0; round < length.GrowthRounds; round++)
        {
            foreach (var size in sizes)
            {
                var figures = await measure(size);

                // In the first round code is compiled anew while it runs.
                if (round > 0 || length.GrowthRounds == 1)
                {
                    found[size].Add(figures);
                }
            }
        }

        return [.. Enumerable.Range(0, found[sizes[0]][0].Length).Select(figure =>
            sizes.Select(size => new CurvePoint(size, found[size].Select(figures => figures[figure]).Median())).ToList())];
    }
}
