// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Limits;
using Sluice.Gateway.Security.Tls;

namespace Sluice.Gateway.Hosting.Listening;

/// <summary>Opens the server's addresses: those of the API, and the operator's own.</summary>
internal sealed class Listeners(
    IOptions<GatewayOptions> gateway,
    IOptions<ManagementOptions> management,
    ConnectionLimit connections,
    TlsConnections tls,
    IConfiguration settings)
    : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions options)
    {
        foreach (var text in ListenAddress.Split(gateway.Value.Url))
        {
            Listen(options, text, isManagement: false);
        }

        foreach (var text in ListenAddress.Split(management.Value.Url))
        {
            Listen(options, text, isManagement: true);
        }

        // They have been taken into account, or give way to ours; the server would warn that it overrides them.
        foreach (var key in (string[])[WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey])
        {
            if (settings[key] is not null)
            {
                settings[key] = "";
            }
        }
    }

    private void Listen(KestrelServerOptions options, string text, bool isManagement)
    {
        if (!ListenAddress.TryParse(text, out var address))
        {
            throw new InvalidOperationException($"The address {text} was not checked.");
        }

        if (address.IsLocalhost)
        {
            options.ListenLocalhost(address.Endpoint.Port, Configure);
        }
        else if (address.IsAny)
        {
            options.ListenAnyIP(address.Endpoint.Port, Configure);
        }
        else
        {
            options.Listen(address.Endpoint, Configure);
        }

        void Configure(ListenOptions listen)
        {
            listen.Protocols = address.IsHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            if (isManagement)
            {
                listen.Use(next => connection =>
                {
                    connection.Features.Set(ManagementConnection.Instance);
                    return next(connection);
                });
            }
            else
            {
                listen.Use(next => connection => connections.ServeAsync(connection, next));
            }

            if (address.IsHttps)
            {
                tls.Use(listen, asksForCertificates: !isManagement);
            }
        }
    }
}
