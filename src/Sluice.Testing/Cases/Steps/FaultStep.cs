// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Files;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Disturbs what the services stand on.</summary>
/// <param name="Node">The step as it stands in the file.</param>
/// <param name="Kind">What is disturbed.</param>
/// <param name="Subject">The service, the endpoint, or the broker's number.</param>
/// <param name="For">For how long; the case goes on meanwhile.</param>
/// <param name="Delay">With <see cref="FaultKind.Slow"/>: how much later the brokers answer.</param>
internal sealed record FaultStep(MapNode Node, FaultKind Kind, string Subject, TimeSpan For, TimeSpan Delay) : Step(Node, "fault", Subject);
