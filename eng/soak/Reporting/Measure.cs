// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Soak.Reporting;

/// <summary>One figure of a run, and what it had to be.</summary>
internal sealed record Measure(string What, string Value, string Bound, bool Holds);
