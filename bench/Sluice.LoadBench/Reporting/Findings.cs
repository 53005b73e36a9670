// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Reporting;

/// <summary>What a row found: figures, curves, or both.</summary>
internal sealed record Findings(IReadOnlyList<Figure> Figures, IReadOnlyList<Curve> Curves)
{
    public static Findings Of(params Figure[] figures) => new(figures, []);

    public static Findings Of(params Curve[] curves) => new([], curves);
}
