// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Security.Callers;

/// <summary>
/// Finds out who calls an operation of the API and whether they may come in at all. The <see cref="Caller"/> is then a feature of the request.
/// Paths that are no operation tell nothing of Kafka and ask for nobody.
/// </summary>
internal sealed class CallerMiddleware(RequestDelegate next, TokenAuthentication authentication, GroupGate gate)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>() is not null)
        {
            var caller = await authentication.FindCallerAsync(context);

            // Of one that is refused, too, the logs tell who it was.
            context.Features.Set(caller);
            context.Features.Set(await gate.AdmitAsync(caller, context));
        }

        await next(context);
    }
}
