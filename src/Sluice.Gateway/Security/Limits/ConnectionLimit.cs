// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Security.Limits;

/// <summary>
/// Bounds the open connections to the API. The server's own bound would count those of the management address too, and a flood would then
/// keep the operator out. Thread-safe.
/// </summary>
internal sealed class ConnectionLimit(IOptions<LimitsOptions> options, TimeProvider time, ILogger<ConnectionLimit> logger)
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromMinutes(1);
    private readonly Concurrency _connections = new(options.Value.Connections.Max);
    private readonly Lock _lock = new();
    private long? _logged;

    /// <summary>Serves a connection with <paramref name="next"/>, or returns at once, which closes it.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (!_connections.TryEnter())
        {
            Tell();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            _connections.Leave();
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_logged is { } logged && time.GetElapsedTime(logged) < LogEvery)
            {
                return;
            }

            _logged = time.GetTimestamp();
        }

        Log.ConnectionsExhausted(logger, options.Value.Connections.Max);
    }
}
