// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Load;

/// <summary>What came of one turn under load.</summary>
/// <param name="Rate">Requests answered a second.</param>
/// <param name="Median">The time within which half of them were answered.</param>
/// <param name="P99">The time within which 99 of 100 were.</param>
/// <param name="RefusedShare">The share, 0 to 1, that was answered otherwise than with 2xx.</param>
internal sealed record LoadFigures(double Rate, TimeSpan Median, TimeSpan P99, double RefusedShare);
