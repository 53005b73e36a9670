// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;

namespace Sluice.Gateway.Security.Tls;

/// <summary>The server's certificate, and those of its callers.</summary>
internal static class TlsFeature
{
    public static void AddTls(this WebApplicationBuilder builder)
    {
    }
}
