// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>Where a broker is said to be.</summary>
/// <param name="Host">Its name or IP address, without brackets.</param>
/// <param name="Port">Its port.</param>
/// <param name="Broker">The id of the broker that the cluster advertises there; null for a bootstrap server.</param>
internal sealed record ServerAddress(string Host, int Port, int? Broker = null)
{
    /// <summary>The address if the host is one; null for a name.</summary>
    public IPAddress? Literal => IPAddress.TryParse(Host, out var address) ? address : null;

    /// <summary>Of a checked list.</summary>
    public static IEnumerable<ServerAddress> ParseList(string list) => list.Split(',', StringSplitOptions.TrimEntries).Select(entry =>
    {
        var colon = entry.LastIndexOf(':');
        return new ServerAddress(entry[..colon].Trim('[', ']'), int.Parse(entry.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    });

    public bool IsSameAs(ServerAddress other) => Port == other.Port && Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
