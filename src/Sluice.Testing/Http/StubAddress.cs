// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;

namespace Sluice.Testing.Http;

/// <summary>Where a stub listens.</summary>
internal sealed record StubAddress(string Host, int Port)
{
    /// <exception cref="HttpEndpointException">The text is no such address.</exception>
    public static StubAddress Read(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw new HttpEndpointException($"\"{address}\" is no address for a stub: write http://127.0.0.1:PORT, or port 0 for a free one.");
        }

        var bare = $"{uri.Scheme}://{uri.Authority}";
        return uri switch
        {
            { UserInfo.Length: > 0 } => throw new HttpEndpointException($"The stub's address {bare} carries credentials: it has none to ask for."),
            { Scheme: "https" } => throw new HttpEndpointException(
                $"A stub speaks no TLS, so it cannot listen on {bare}: write http://{uri.Authority}, and send the service there."),
            { Scheme: not "http" } => throw new HttpEndpointException(
                $"A stub speaks HTTP, so it cannot listen on {bare}: write http://{uri.Authority}."),
            { PathAndQuery: not "/" } => throw new HttpEndpointException(
                $"A stub answers every path, so its address ends behind the port: write {bare}, and match the path in the stub's request."),
            _ => new StubAddress(uri.Host, uri.Port),
        };
    }

    /// <summary>
    /// What the listener is given. It takes only requests that name the very host of a prefix; + takes all of them, on every interface of IPv4.
    /// </summary>
    public IReadOnlyList<string> Prefixes => [.. Hosts.Select(host => FormattableString.Invariant($"http://{host}:{Port}/"))];

    public Uri Uri => new(FormattableString.Invariant($"http://{Host}:{Port}"));

    /// <summary>The same with a port that is free now, if the system is to choose one.</summary>
    public StubAddress WithFreePort()
    {
        if (Port != 0)
        {
            return this;
        }

        using var probe = new TcpListener(IPAddress.TryParse(Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback, 0);
        probe.Start();
        return this with { Port = ((IPEndPoint)probe.LocalEndpoint).Port };
    }

    // Who says 127.0.0.1 in one place may well say localhost in another one.
    private string[] Hosts => Host switch
    {
        "0.0.0.0" => ["+"],
        "127.0.0.1" or "localhost" => ["127.0.0.1", "localhost"],
        _ => [Host],
    };
}
