// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>Whether the case's data came by at an endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Arrived">When the first of it came, from the case's start; null if nothing came.</param>
public sealed record Hop(string Endpoint, TimeSpan? Arrived);
