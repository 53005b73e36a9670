// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Headers;
using System.Text;

namespace Sluice.Testing.Stores.Elastic;

/// <summary>The URL without its credentials, and those as a header.</summary>
internal sealed record ElasticAddress(Uri Url, AuthenticationHeaderValue? Authorization)
{
    public static ElasticAddress Read(string text, StoreOptions options)
    {
        // The text is not repeated: it may hold a password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            throw new StoreException("The Elasticsearch connection is no URL: write http(s)://USER:PASSWORD@HOST:PORT, with @ : / ? # % in user and password "
                + "percent-encoded.");
        }

        var bare = new UriBuilder(url.Scheme, url.Host, url.Port, url.AbsolutePath.TrimEnd('/') + "/").Uri;
        return new ElasticAddress(bare, Authorize(url.UserInfo, options));
    }

    private static AuthenticationHeaderValue? Authorize(string userInfo, StoreOptions options)
    {
        if (options.ApiKey is { } key)
        {
            return new AuthenticationHeaderValue("ApiKey", key);
        }

        var parts = userInfo.Split(':', 2);
        var user = userInfo.Length > 0 ? Uri.UnescapeDataString(parts[0]) : options.UserName;
        var password = userInfo.Length > 0 && parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : options.Password;
        return user is null ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }
}
