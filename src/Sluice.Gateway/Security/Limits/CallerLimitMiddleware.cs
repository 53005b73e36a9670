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
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<Caller>() is { IsAuthenticated: true } caller ? LimitAsync(context, caller) : next(context);

    private async Task LimitAsync(HttpContext context, Caller caller)
    {
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
