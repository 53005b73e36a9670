// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Tells who a request's token or certificate stands for.</summary>
internal sealed class TokenAuthentication(IOptions<TokenOptions> options)
{
    /// <summary>The caller; <see cref="Caller.Anonymous"/> where the settings ask for no authentication.</summary>
    /// <exception cref="ProblemException">401 with the reason in <c>WWW-Authenticate</c>.</exception>
    public ValueTask<Caller> FindCallerAsync(HttpContext context)
    {
        return options.Value.Entra.TenantId is null
            ? new(Caller.Anonymous)
            : throw new ProblemException(ErrorCatalogue.Unauthenticated, "Tokens are not taken yet.");
    }
}
