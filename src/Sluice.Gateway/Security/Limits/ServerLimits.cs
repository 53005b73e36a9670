// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Security.Limits;

/// <summary>Gives the server and its sockets their bounds of connections and requests.</summary>
internal sealed class ServerLimits(IOptions<LimitsOptions> options)
    : IConfigureOptions<KestrelServerOptions>, IConfigureOptions<SocketTransportOptions>
{
    // What is read ahead of whoever serves the request, and what waits to be sent: held for every connection, also those that wait in a
    // long poll or send what nobody wants. By default it is a mebibyte, and as much again for a body in chunks.
    private const int ReadAhead = 64 * 1024;
    private const int StreamWindow = 128 * 1024;

    private int RequestBuffer =>
        Math.Max(ReadAhead, Math.Max(options.Value.Connections.MaxHeaderBytes, options.Value.Connections.MaxRequestLineBytes));

    public void Configure(SocketTransportOptions sockets) => sockets.MaxReadBufferSize = RequestBuffer;

    public void Configure(KestrelServerOptions server)
    {
        var connections = options.Value.Connections;
        var limits = server.Limits;

        // The operations that read a body count for themselves, also what decompression makes of it; the server's own limit
        // would close the connection before the client has read why.
        limits.MaxRequestBodySize = null;
        limits.RequestHeadersTimeout = connections.HeadersTimeout;
        limits.KeepAliveTimeout = connections.KeepAliveTimeout;
        limits.MaxRequestLineSize = connections.MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = connections.MaxHeaderBytes;
        limits.MaxRequestHeaderCount = connections.MaxHeaders;
        limits.MaxRequestBufferSize = RequestBuffer;
        var slowest = connections.MinBytesPerSecond == 0 ? null : new MinDataRate(connections.MinBytesPerSecond, connections.SlowGrace);
        limits.MinRequestBodyDataRate = slowest;
        limits.MinResponseDataRate = slowest;
        limits.Http2.MaxStreamsPerConnection = connections.MaxStreams;
        limits.Http2.MaxFrameSize = connections.MaxFrameBytes;
        limits.Http2.MaxRequestHeaderFieldSize = connections.MaxHeaderBytes;
        limits.Http2.InitialStreamWindowSize = StreamWindow;
        limits.Http2.InitialConnectionWindowSize = 2 * StreamWindow;
    }
}
