// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Hosting.Shutdown;

/// <summary>
/// While the server stops, tells clients to leave their connections (RFC 9112, 9.6: <c>Connection: close</c>; RFC 9113, 6.8: GOAWAY), and refuses
/// requests that come once the door is closed. Health is answered to the end.
/// </summary>
internal sealed class AdmissionMiddleware(RequestDelegate next, Admission admission)
{
    private const string Refusal = "This gateway is stopping: send the request again, to another one or to this one once it runs again.";
    private static readonly PathString Health = new("/health");

    public Task InvokeAsync(HttpContext context)
    {
        if (admission.IsStopping)
        {
            context.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }

        return context.Request.Path.StartsWithSegments(Health)
            ? next(context)
            : AdmitAsync(context);
    }

    private async Task AdmitAsync(HttpContext context)
    {
        if (!admission.TryEnter())
        {
            await ProblemResponse.WriteAsync(context, new Problem(ErrorCatalogue.Stopping, Refusal));
            return;
        }

        try
        {
            await next(context);
        }
        finally
        {
            admission.Leave();
        }
    }
}
