// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Load;

/// <summary>What came of one turn under load.</summary>
/// <param name="Rate">Requests served a second, those that were refused not counted.</param>
/// <param name="RecordRate">Records read a second.</param>
/// <param name="Median">The time within which half of the requests were answered.</param>
/// <param name="P99">The time within which 99 of 100 were.</param>
/// <param name="RefusedShare">The share, 0 to 1, of requests that were refused for want of room.</param>
internal sealed record LoadFigures(double Rate, double RecordRate, TimeSpan Median, TimeSpan P99, double RefusedShare);
