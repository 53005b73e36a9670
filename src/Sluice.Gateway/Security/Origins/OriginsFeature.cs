// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Sluice.Gateway.Security.Origins;

/// <summary>Which sites' pages may call the API from a browser: cross-origin resource sharing (CORS).</summary>
internal static class OriginsFeature
{
    public static void AddOrigins(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<OriginOptions>().BindConfiguration(OriginOptions.SectionName);
        builder.Services.AddSingleton<IValidateOptions<OriginOptions>, OriginOptionsValidator>();
        builder.Services.AddCors();
    }

    /// <summary>Browsers ask for leave without a token, so this comes before the callers are looked at.</summary>
    public static void UseOrigins(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<OriginOptions>>().Value;
        if (options.AllowedOrigins.Count > 0)
        {
            app.UseCors(policy => Configure(policy, options));
        }
    }

    private static void Configure(CorsPolicyBuilder policy, OriginOptions options)
    {
        policy.WithOrigins([.. options.AllowedOrigins])
            .WithMethods("GET", "HEAD", "POST", "PUT", "DELETE")
            .WithHeaders(HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.ContentEncoding, HeaderNames.TraceParent, HeaderNames.TraceState)
            .WithExposedHeaders("NextOffset", HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, HeaderNames.Allow)
            .SetPreflightMaxAge(options.MaxAge);
        if (options.AllowCredentials)
        {
            policy.AllowCredentials();
        }
    }
}
