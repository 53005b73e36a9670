// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;

namespace Sluice.Gateway;

/// <summary>The gateway's one entry.</summary>
public static class GatewayApplication
{
    /// <summary>
    /// Builds the server. Configuration comes, the later over the earlier, from appsettings.json beside the working directory,
    /// <paramref name="configFile"/>, environment variables and <paramref name="settings"/> (keys such as <c>Kafka:BootstrapServers</c>).
    /// Without bootstrap servers an embedded cluster is started with it and stopped with it.
    /// </summary>
    public static WebApplication Build(
        IReadOnlyDictionary<string, string?>? settings = null, string? configFile = null, Action<WebApplicationBuilder>? configure = null) =>
        throw new NotImplementedException();
}
