// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Tls;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Security.Callers;

/// <summary>
/// Finds out who calls an operation of the API and whether they may come in at all. The <see cref="Caller"/> is then a feature of the request.
/// Paths that are no operation tell nothing of Kafka and ask for nobody.
/// </summary>
internal sealed class CallerMiddleware(
    RequestDelegate next, TokenAuthentication authentication, GroupGate gate, IOptions<TokenOptions> tokens, IOptions<TlsOptions> tls,
    TimeProvider time)
{
    private readonly bool _takesTokens = tokens.Value.IsOn;
    private readonly bool _needsCertificate = !tokens.Value.IsOn && tls.Value.ClientCertificates.Mode == ClientCertificateMode.Required;

    public Task InvokeAsync(HttpContext context)
    {
        var admission = ApiOperation.IsAskedBy(context) ? AdmitAsync(context) : Task.CompletedTask;

        // Nearly always there is nothing to wait for, and the operation needs no frame of this method around it.
        return admission.IsCompletedSuccessfully ? next(context) : GoOnAsync(admission, context);
    }

    private async Task GoOnAsync(Task admission, HttpContext context)
    {
        await admission;
        await next(context);
    }

    private async Task AdmitAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        var caller = await FindCallerAsync(context);

        // Of one that is refused, too, the logs tell who it was.
        context.Features.Set(caller);
        context.Features.Set(await gate.AdmitAsync(caller, context));
        context.Features.Set(new AdmissionTime(time.GetElapsedTime(start)));
    }

    // Who shows both is who the token says: it stands for a caller, where a certificate may be that of a whole machine.
    private ValueTask<Caller> FindCallerAsync(HttpContext context)
    {
        var shown = context.Features.Get<CertificateCaller>();
        if (shown?.Caller is { } known && !(_takesTokens && context.Request.Headers.ContainsKey("Authorization")))
        {
            return new(known);
        }

        if (!_needsCertificate)
        {
            return authentication.FindCallerAsync(context);
        }

        context.Features.Set(new AccessRefusal(
            shown is null
                ? "no certificate on this address"
                : $"the certificate \"{shown.Subject}\" is not among Tls:ClientCertificates:Principals"));
        throw new ProblemException(
            ErrorCatalogue.Forbidden, "The gateway knows its callers by their certificates, and this connection's stands for none of them.");
    }
}
