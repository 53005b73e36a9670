// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Hosting.Management;

/// <summary>
/// What operators and their tools ask, on an address of its own: the connection a request came in on decides, never its <c>Host</c>. It passes by
/// tokens and limits, so that a server that refuses its callers can still be looked at.
/// </summary>
internal static class ManagementFeature
{
    private const string Metrics = "/metrics";

    /// <summary>Whether there is such an address.</summary>
    public static bool IsOn(IConfiguration settings) =>
        !string.IsNullOrWhiteSpace(settings[$"{ManagementOptions.SectionName}:{nameof(ManagementOptions.Url)}"]);

    /// <summary>Divides the requests, before anything else sees them.</summary>
    /// <returns>Where to map what operators ask: beside <c>/metrics</c>, or with the API if there is no address of its own.</returns>
    public static IEndpointRouteBuilder UseManagement(this WebApplication app)
    {
        if (!IsOn(app.Configuration))
        {
            return app;
        }

        // A builder of its own has routes of its own: neither side finds what the other one serves.
        var builder = new ApplicationBuilder(app.Services);
        RouteGroupBuilder? operations = null;
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<FramingMiddleware>();
        builder.UseRouting();
        builder.UseEndpoints(routes =>
        {
            operations = routes.MapGroup("");
            operations.ExcludeFromDescription();
            operations.MapPrometheusScrapingEndpoint(Metrics);
        });
        app.Use(api =>
        {
            var management = builder.Build();
            return context => context.Features.Get<ManagementConnection>() is null ? api(context) : AnswerAsync(management, context);
        });
        return operations!;
    }

    // Who asks for metrics and health every few seconds would be most of what they tell.
    private static Task AnswerAsync(RequestDelegate management, HttpContext context)
    {
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }

        return management(context);
    }
}
