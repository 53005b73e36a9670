// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Hosting.Logs;

/// <summary>Logs every request when it is answered. Of its target only the route is told: paths are the callers' own words.</summary>
internal sealed class RequestLogMiddleware
{
    public const string Category = "Sluice.Requests";
    private readonly RequestDelegate _next;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public RequestLogMiddleware(RequestDelegate next, TimeProvider time, ILoggerFactory logs)
    {
        _next = next;
        _time = time;
        _logger = logs.CreateLogger(Category);
    }

    public async Task InvokeAsync(HttpContext context)
    {
        var begun = _time.GetTimestamp();
        try
        {
            await _next(context);
        }
        finally
        {
            Log.Request(
                _logger,
                context.Request.Method,
                (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)",
                context.Response.StatusCode,
                context.Features.Get<Problem>()?.Code.Code ?? "-",
                Math.Round(_time.GetElapsedTime(begun).TotalMilliseconds, 3),
                context.Features.Get<Caller>()?.Id ?? "-",
                ProblemResponse.TraceId(context));
        }
    }
}
