// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Security.Tls;

/// <summary>The server's certificate, and those of its callers.</summary>
internal static class TlsFeature
{
    public static void AddTls(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TlsOptions>().BindConfiguration(TlsOptions.SectionName);
        builder.Services.AddSingleton<IValidateOptions<TlsOptions>, TlsOptionsValidator>();
        builder.Services.AddSingleton<TlsFiles>();
        builder.Services.AddSingleton<TlsCertificates>();
        builder.Services.AddSingleton<ClientCertificateCallers>();
        builder.Services.AddSingleton<TlsConnections>();
        builder.Services.AddHostedService<TlsWatch>();
    }
}
