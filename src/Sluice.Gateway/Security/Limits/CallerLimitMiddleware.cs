// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Limits;

/// <summary>Bounds what one caller asks for. Callers that nobody vouched for are not told apart, so the bounds over all hold for them alone.</summary>
internal sealed class CallerLimitMiddleware(RequestDelegate next, CallerLimits limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Caller>() is not { IsAuthenticated: true } caller)
        {
            await next(context);
            return;
        }

        var isPoll = LongPoll.IsAskedBy(context);
        if (limits.TryEnter(caller.Id, isPoll, out var state) is { } refused)
        {
            await ProblemResponse.WriteAsync(context, refused);
            return;
        }

        var usage = RequestUsage.Of(context);
        try
        {
            usage.TakeFrom(state.Memory);
            await next(context);
        }
        finally
        {
            limits.Leave(state, isPoll, usage.Carried);
        }
    }
}
