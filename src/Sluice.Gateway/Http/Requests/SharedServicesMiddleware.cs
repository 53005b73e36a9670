// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Sluice.Gateway.Http.Requests;

/// <summary>
/// Gives operations of the API the services of the whole application: none of them lives as long as a request does, so that a scope for each
/// would be made for nothing. Other endpoints have one.
/// </summary>
internal sealed class SharedServicesMiddleware(RequestDelegate next, IServiceProvider services) : IServiceProvidersFeature
{
    /// <inheritdoc />
    public IServiceProvider RequestServices
    {
        get => services;
        set => throw new NotSupportedException("All requests share these services.");
    }

    public Task InvokeAsync(HttpContext context)
    {
        if (ApiOperation.IsAskedBy(context))
        {
            context.Features.Set<IServiceProvidersFeature>(this);
        }

        return next(context);
    }
}
