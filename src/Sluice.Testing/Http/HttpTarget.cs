// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Http;

/// <summary>The base address of requests.</summary>
internal sealed class HttpTarget
{
    private readonly string _base;

    private HttpTarget(Uri address) => (_base, IsLocal) = (address.GetLeftPart(UriPartial.Path).TrimEnd('/'), address.IsLoopback);

    /// <summary>Whether it is this machine.</summary>
    public bool IsLocal { get; }

    /// <exception cref="HttpEndpointException">It is no such address. Its text is not repeated: it may hold a password.</exception>
    public static HttpTarget Read(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            throw new HttpEndpointException("The address to send to is no URL: write http(s)://HOST:PORT.");
        }

        if (uri.UserInfo.Length > 0)
        {
            throw new HttpEndpointException(
                $"The address with the host {uri.Host} carries credentials: take them out, and send an Authorization header instead.");
        }

        return uri.Query.Length == 0 && uri.Fragment.Length == 0 ? new HttpTarget(uri)
            : throw new HttpEndpointException($"The address {uri.GetLeftPart(UriPartial.Path)} has a query: write it in the path of each request.");
    }

    /// <summary>The address of a path, which may have a query.</summary>
    /// <exception cref="HttpEndpointException">It is no path.</exception>
    public Uri Of(string path)
    {
        if (path is not ['/' or '?', ..] || path.Contains('#', StringComparison.Ordinal))
        {
            throw new HttpEndpointException($"\"{path}\" is no path: it begins with / and has no # (%23 stands for one).");
        }

        return Uri.TryCreate(_base + path, UriKind.Absolute, out var uri) ? uri
            : throw new HttpEndpointException($"\"{path}\" is no path that can stand behind {_base}.");
    }

    public override string ToString() => _base;
}
