// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Cases;

namespace Sluice.Testing.Endpoints;

/// <summary>What an endpoint must know of a case.</summary>
/// <param name="Id">The case's own id.</param>
/// <param name="Lane">The partition that it has to itself; null without lanes.</param>
/// <param name="LanePartitions">How many partitions the topic of the lanes has.</param>
/// <param name="Timeline">Where what happens is written down.</param>
internal sealed record CaseContext(string Id, int? Lane, int LanePartitions, CaseTimeline Timeline);
