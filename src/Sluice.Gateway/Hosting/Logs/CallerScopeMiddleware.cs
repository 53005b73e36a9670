// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Hosting.Logs;

/// <summary>Opens the <see cref="CallerScope"/> of a request.</summary>
internal sealed class CallerScopeMiddleware(RequestDelegate next, ILogger<CallerScopeMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<Caller>() is { } caller ? RunAsync(context, caller) : next(context);

    private async Task RunAsync(HttpContext context, Caller caller)
    {
        using (logger.BeginScope(new CallerScope(caller.Id)))
        {
            await next(context);
        }
    }
}
