// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Rows;

namespace Sluice.LoadBench.Reporting;

/// <summary>A row and its figures.</summary>
internal sealed record RowResult(Row Row, IReadOnlyList<Figure> Figures);
