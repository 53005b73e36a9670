// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Sluice.Gateway.Hosting.Listening;

/// <summary>An address to listen on: <c>http://127.0.0.1:9400</c>, <c>https://0.0.0.0:443</c>, <c>http://localhost:0</c>.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="IsHttps">Whether TLS is spoken there.</param>
/// <param name="Endpoint">Where to listen; port 0 takes a free one.</param>
internal sealed record ListenAddress(string Text, bool IsHttps, IPEndPoint Endpoint)
{
    /// <summary>What addresses look like, for messages.</summary>
    public const string Example = "http://127.0.0.1:9400 or https://0.0.0.0:9400";

    /// <summary>The setting that names it.</summary>
    public string Setting { get; init; } = "";

    /// <summary>Whether it is both loopback addresses, of IPv4 and of IPv6, where they have the same port.</summary>
    public bool IsLocalhost { get; init; }

    /// <summary>Whether it is all addresses, of IPv4 and, where there is IPv6, of that too.</summary>
    public bool IsAny { get; init; }

    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Endpoint.Address);

    /// <summary>The addresses of a setting that names several, separated by semicolons.</summary>
    public static string[] Split(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// False unless it is a URL of http or https with an IP address, <c>localhost</c>, <c>*</c> or <c>+</c> (all addresses) and no path.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        var isAny = text.Contains("://+", StringComparison.Ordinal) || text.Contains("://*", StringComparison.Ordinal);
        var concrete = text.Replace("://+", "://[::]", StringComparison.Ordinal).Replace("://*", "://[::]", StringComparison.Ordinal);
        if (!Uri.TryCreate(concrete, UriKind.Absolute, out var url)
            || url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return false;
        }

        var ip = url.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(url.DnsSafeHost, out var parsed) ? parsed
            : null;
        if (ip is null)
        {
            return false;
        }

        address = new ListenAddress(text, url.Scheme == Uri.UriSchemeHttps, new IPEndPoint(ip, url.Port))
        {
            IsLocalhost = url.Host == "localhost" && url.Port != 0,
            IsAny = isAny || ip.Equals(IPAddress.IPv6Any),
        };
        return true;
    }

    /// <summary>Whether the two cannot both be listened on.</summary>
    public bool Overlaps(ListenAddress other) =>
        Endpoint.Port == other.Endpoint.Port && Endpoint.Port != 0
        && (Endpoint.Equals(other.Endpoint) || Covers(other) || other.Covers(this));

    private bool Covers(ListenAddress other) =>
        IsAny
        || (Endpoint.Address.Equals(IPAddress.Any) && (other.IsLocalhost || other.Endpoint.AddressFamily == AddressFamily.InterNetwork))
        || (IsLocalhost && other.Endpoint.Address.Equals(IPAddress.IPv6Loopback));
}
