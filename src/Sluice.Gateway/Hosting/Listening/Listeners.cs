// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Limits;

namespace Sluice.Gateway.Hosting.Listening;

/// <summary>Opens the server's addresses: those of the API, and the operator's own.</summary>
internal sealed class Listeners(IOptions<GatewayOptions> gateway, IOptions<ManagementOptions> management, ConnectionLimit connections)
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
        else
        {
            options.Listen(address.Endpoint, Configure);
        }

        void Configure(ListenOptions listen)
        {
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
        }
    }
}
