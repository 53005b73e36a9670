// SPDX-License-Identifier: Apache-2.0

namespace Sluice.LoadBench.Reporting;

/// <summary>One point of a curve.</summary>
internal sealed record CurvePoint(double X, double Y);
