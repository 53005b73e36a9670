// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>A broker as the cluster's metadata names it.</summary>
/// <param name="Id">The broker's id.</param>
/// <param name="Host">The advertised host name; empty for a replica whose broker is not up.</param>
/// <param name="Port">The advertised port; −1 for a replica whose broker is not up.</param>
/// <param name="Rack">The rack (<c>broker.rack</c>), or null.</param>
public sealed record BrokerDescription(int Id, string Host, int Port, string? Rack)
{
    /// <summary>A broker that is not up, of which the cluster's metadata tells the id alone.</summary>
    internal static BrokerDescription Offline(int id) => new(id, "", -1, null);
}
