// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sluice.Core;

namespace Sluice.Gateway.Hosting;

/// <summary>Says, once the server listens, where it is, which cluster it stands before and what is switched off.</summary>
internal sealed class StartBanner(KafkaCluster kafka, IServer server, ILogger<StartBanner> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        if (kafka.Embedded is { } embedded)
        {
            Log.StartedEmbedded(logger, addresses, embedded.Options.Brokers, embedded.BootstrapServers);
        }
        else
        {
            Log.Started(logger, addresses, kafka.Connection.BootstrapServers);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
