// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections;

/// <summary>The rules for <c>Kafka:BootstrapServers</c>.</summary>
internal static class BootstrapServers
{
    private const string Name = "Kafka:" + nameof(KafkaConnectionOptions.BootstrapServers);

    /// <summary>Every fault in a comma-separated list of <c>host:port</c>.</summary>
    public static IEnumerable<string> FindFaults(string? list)
    {
        if (string.IsNullOrWhiteSpace(list))
        {
            return [$"{Name} is empty: give host:port, several with commas."];
        }

        return list.Split(',', StringSplitOptions.TrimEntries)
            .Select(entry => (entry, Fault: FindFault(entry)))
            .Where(found => found.Fault is not null)
            .Select(found => $"{Name}: \"{found.entry}\" {found.Fault}");
    }

    private static string? FindFault(string entry)
    {
        if (entry.Length == 0)
        {
            return "is an empty entry: remove the comma too many.";
        }

        if (entry.Contains("://", StringComparison.Ordinal))
        {
            return "names a protocol: write host:port, and the protocol as Kafka:Properties:security.protocol.";
        }

        var colon = entry.LastIndexOf(':');
        if (colon < 0 || entry.EndsWith(']'))
        {
            return "has no port: write host:port.";
        }

        var host = entry[..colon];
        if (!int.TryParse(entry.AsSpan(colon + 1), out var port) || port is < 1 or > 65_535)
        {
            return "has a bad port: it must be 1 to 65535.";
        }

        return host switch
        {
            "" => "has no host: write host:port.",
            ['[', .., ']'] when Uri.CheckHostName(host) == UriHostNameType.IPv6 => null,
            _ when host.Contains(':') => "is an IPv6 address without brackets: write [address]:port.",
            _ when Uri.CheckHostName(host) is UriHostNameType.Unknown => "has a bad host name.",
            _ => null,
        };
    }
}
