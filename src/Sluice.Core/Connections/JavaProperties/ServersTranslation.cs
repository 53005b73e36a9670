// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>Reads <c>bootstrap.servers</c>.</summary>
internal static class ServersTranslation
{
    private const string Key = "bootstrap.servers";

    /// <summary>The servers as <c>host:port</c>, or null. As in Java, a protocol may stand before each: <c>SSL://host:port</c>.</summary>
    public static string? Translate(Translation translation)
    {
        if (translation.Find(Key) is not { } list)
        {
            return null;
        }

        var servers = string.Join(',', list.Split(',').Select(WithoutProtocol));
        foreach (var fault in BootstrapServers.FindFaults(servers))
        {
            translation.AddFault(Key, fault.Replace("Kafka:BootstrapServers: ", "", StringComparison.Ordinal));
        }

        return servers;
    }

    private static string WithoutProtocol(string server)
    {
        var mark = server.IndexOf("://", StringComparison.Ordinal);
        return mark < 0 ? server : server[(mark + 3)..];
    }
}
