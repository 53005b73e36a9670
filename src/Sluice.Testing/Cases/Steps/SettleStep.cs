// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Files;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Waits until a service has consumed all that was sent.</summary>
/// <param name="Node">The step as it stands in the file.</param>
/// <param name="Subject">The service.</param>
/// <param name="Within">By when; null for the default.</param>
internal sealed record SettleStep(MapNode Node, string Subject, TimeSpan? Within) : Step(Node, "settle", Subject);
