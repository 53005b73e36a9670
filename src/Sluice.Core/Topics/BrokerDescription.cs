// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>A broker as the cluster's metadata names it.</summary>
/// <param name="Id">The broker's id.</param>
/// <param name="Host">The advertised host name.</param>
/// <param name="Port">The advertised port.</param>
/// <param name="Rack">The rack (<c>broker.rack</c>), or null.</param>
public sealed record BrokerDescription(int Id, string Host, int Port, string? Rack);
