// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Limits;

/// <summary>Bounds of connections and of what comes over them, section <c>Limits:Connections</c>.</summary>
internal sealed class ConnectionLimitsOptions
{
    /// <summary>Open connections to the API; those to <c>Management:Url</c> are not counted. More are closed as soon as they are made.</summary>
    /// <value>Default 5,000; 1–1,000,000, 0 for no bound.</value>
    public int Max { get; set; } = 5_000;

    /// <summary>Time for the TLS handshake of a new connection.</summary>
    /// <value>Default 10 s; 1 s–1 min.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for the request line and all headers.</summary>
    /// <value>Default 15 s; 1 s–10 min.</value>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection without a request stays open.</summary>
    /// <value>Default 130 s; 1 s–1 h.</value>
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>The slowest rate, in bytes a second over the whole of it, at which a client may send a body or take an answer; a slower one
    /// is cut off. So it also bounds how long a client can make the gateway hold them.</summary>
    /// <value>Default 16,384; 1–1,073,741,824, 0 for no bound.</value>
    public int MinBytesPerSecond { get; set; } = 16 * 1024;

    /// <summary>How long a client may be slower than <see cref="MinBytesPerSecond"/> before it is cut off.</summary>
    /// <value>Default 10 s; 2 s–10 min.</value>
    public TimeSpan SlowGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes of the request line.</summary>
    /// <value>Default 8 KiB; 256–1 MiB.</value>
    public int MaxRequestLineBytes { get; set; } = 8 * 1024;

    /// <summary>Bytes of all headers together, the token's too.</summary>
    /// <value>Default 32 KiB; 1 KiB–1 MiB.</value>
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Headers of a request.</summary>
    /// <value>Default 100; 10–10,000.</value>
    public int MaxHeaders { get; set; } = 100;

    /// <summary>Requests at a time on one connection of HTTP/2.</summary>
    /// <value>Default 100; 1–10,000.</value>
    public int MaxStreams { get; set; } = 100;

    /// <summary>Bytes of one frame of HTTP/2.</summary>
    /// <value>Default 16 KiB; 16 KiB–16 MiB less one byte.</value>
    public int MaxFrameBytes { get; set; } = 16 * 1024;
}
