// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Security.Tls;

/// <summary>
/// Loads the certificate before anything listens, looks every few seconds whether its files have changed, and warns once a day of what
/// expires. It looks at the content, as no file system tells of every way in which a file is replaced (links, volumes, networks).
/// </summary>
internal sealed class TlsWatch(TlsCertificates certificates, IOptions<TlsOptions> options, TimeProvider time)
    : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan WarningInterval = TimeSpan.FromDays(1);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.IsOn)
        {
            await certificates.LoadAsync(cancellationToken);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!certificates.IsLoaded)
        {
            return;
        }

        certificates.WarnOfTimes();
        var warned = time.GetUtcNow();
        using var timer = new PeriodicTimer(options.Value.ReloadInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await certificates.RefreshAsync(stoppingToken) || time.GetUtcNow() - warned >= WarningInterval)
            {
                certificates.WarnOfTimes();
                warned = time.GetUtcNow();
            }
        }
    }
}
