// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Hosting;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>
/// Gets the gateway's own token while the server starts, so that no caller waits for it and a wrong credential is in the log before anybody
/// calls. The start does not wait for it.
/// </summary>
internal sealed class GraphWarmUp(Lazy<IDirectory> directory, GraphSettings settings) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        settings.Options.IsOn ? directory.Value.WarmUpAsync(stoppingToken) : Task.CompletedTask;
}
