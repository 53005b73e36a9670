// SPDX-License-Identifier: Apache-2.0

using Sluice.LoadBench.Rows;

namespace Sluice.LoadBench.Reporting;

/// <summary>A row and what it found.</summary>
internal sealed record RowResult(Row Row, Findings Findings);
