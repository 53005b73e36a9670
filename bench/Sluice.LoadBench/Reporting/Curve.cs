// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Reporting;

/// <summary>How a figure grows with what is asked.</summary>
/// <param name="Name">The name of its plot's file.</param>
/// <param name="XAxis">What grows.</param>
/// <param name="YAxis">What is measured, and its unit.</param>
/// <param name="Points">The measured points, from the left.</param>
internal sealed record Curve(string Name, string XAxis, string YAxis, IReadOnlyList<CurvePoint> Points);
