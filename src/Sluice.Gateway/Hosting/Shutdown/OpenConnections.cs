// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Hosting.Shutdown;

/// <summary>Counts the connections of clients. Thread-safe.</summary>
internal sealed class OpenConnections : IConfigureOptions<KestrelServerOptions>
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Configure(KestrelServerOptions options) => options.ConfigureEndpointDefaults(listen => listen.Use(next => connection => CountAsync(next, connection)));

    private async Task CountAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        Interlocked.Increment(ref _count);
        try
        {
            await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
