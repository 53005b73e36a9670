// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;

namespace Sluice.Gateway.Hosting;

/// <summary>Owns the embedded cluster if the settings name no other.</summary>
internal sealed class EmbeddedClusterHolder(
    IOptions<KafkaConnectionOptions> connection, IOptions<EmbeddedClusterOptions> options) : IDisposable
{
    /// <summary>The running cluster; null if the settings name bootstrap servers.</summary>
    public EmbeddedCluster? Cluster { get; } =
        string.IsNullOrWhiteSpace(connection.Value.BootstrapServers) && string.IsNullOrEmpty(connection.Value.JavaProperties)
            ? EmbeddedCluster.Start(options.Value)
            : null;

    public void Dispose() => Cluster?.Dispose();
}
