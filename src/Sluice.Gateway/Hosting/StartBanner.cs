// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Security.Tls;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Hosting;

/// <summary>Says, once the server listens, where it is, which cluster it stands before, what is on and off, and warns of what is open.</summary>
internal sealed class StartBanner(
    BannerText text,
    IOptions<GatewayOptions> gateway,
    IOptions<ManagementOptions> management,
    IOptions<TokenOptions> tokens,
    IOptions<TlsOptions> tls,
    ILogger<StartBanner> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Log.Started(logger, text.Build());
        var exposure = Exposure.Of(
            AddressList.Read([], "Gateway:Url", gateway.Value.Url, isNeeded: true),
            gateway.Value,
            tokens.Value.IsOn || tls.Value.ClientCertificates.Mode == ClientCertificateMode.Required);
        if (exposure.PlainAddresses is { } plain)
        {
            Log.WithoutTls(logger, plain);
        }

        if (exposure.UnaskedAddresses is { } unasked)
        {
            Log.WithoutAuthentication(logger, unasked);
        }

        var open = AddressList.Read([], "Management:Url", management.Value.Url, isNeeded: false)
            .Where(address => !address.IsLoopback).ToArray();
        if (open.Length > 0)
        {
            Log.ManagementIsOpen(logger, string.Join(", ", open.Select(address => address.Text)));
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
