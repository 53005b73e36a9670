// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Http;

/// <summary>
/// Forbids caches to keep an answer that says nothing about it itself. Without a word they may keep some (RFC 9111, 4.2.2), and both a
/// topic that is not found and the end of a log are true at this moment alone.
/// </summary>
internal sealed class FreshAnswerMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(Forbid, context.Response);
        return next(context);
    }

    private static Task Forbid(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
