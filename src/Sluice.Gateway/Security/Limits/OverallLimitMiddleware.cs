// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Security.Limits;

/// <summary>
/// Bounds the requests and long polls served at a time, and gives each request its account of memory. It comes before authentication, so
/// that a flood costs little. What operators ask on the management address always passes; what they ask with the API, of endpoints without
/// rate limiting, has a bound of its own: no flood of requests keeps them out, and none of these goes without a bound.
/// </summary>
internal sealed class OverallLimitMiddleware(RequestDelegate next, IOptions<LimitsOptions> options, MemoryBudget memory)
{
    private static readonly Problem TooManyRequests =
        new(ErrorCatalogue.Overloaded, "The gateway serves as many requests as Limits:MaxRequests allows at a time: try again shortly.");

    private static readonly Problem TooManyPolls =
        new(ErrorCatalogue.Overloaded, "As many reads wait as Limits:MaxPolls allows: try again shortly, or without timeout.");

    private readonly Concurrency _requests = new(options.Value.MaxRequests);
    private readonly Concurrency _polls = new(options.Value.MaxPolls);
    private readonly Concurrency _probes = new(options.Value.MaxRequests);
    private readonly TimeSpan _patience = options.Value.MemoryWait;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<ManagementConnection>() is not null)
        {
            await next(context);
            return;
        }

        var isPoll = LongPoll.IsAskedBy(context);
        var atATime = context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null ? _probes
            : isPoll ? _polls
            : _requests;
        if (!atATime.TryEnter())
        {
            await ProblemResponse.WriteAsync(context, isPoll ? TooManyPolls : TooManyRequests);
            return;
        }

        try
        {
            using var usage = new RequestUsage(memory)
            {
                HasEncodedBody = context.Request.Headers.ContentEncoding.Count > 0,
                Patience = _patience,
            };
            context.Features.Set(usage);
            await next(context);
        }
        finally
        {
            atATime.Leave();
        }
    }
}
