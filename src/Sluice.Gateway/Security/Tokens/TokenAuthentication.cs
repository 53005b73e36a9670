// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Tells who a request's token stands for.</summary>
internal sealed class TokenAuthentication(IOptions<TokenOptions> options, TimeProvider time, ILogger<TokenAuthentication> logger) : IDisposable
{
    // A gateway without tokens does not even load what checks them.
    private readonly Lazy<TokenChecker> _checker = new(() => new TokenChecker(options.Value, time, logger));

    /// <summary>The caller; <see cref="Caller.Anonymous"/> where the settings ask for no tokens.</summary>
    /// <exception cref="ProblemException">401 with the reason in <c>WWW-Authenticate</c>; 503, retryable, if that cannot be found out now.</exception>
    public ValueTask<Caller> FindCallerAsync(HttpContext context) =>
        options.Value.IsOn ? CheckAsync(context) : new(Caller.Anonymous);

    /// <summary>Reads what is needed to check tokens; what fails is in the log, and tried again when a token comes.</summary>
    public Task WarmUpAsync() => options.Value.IsOn ? _checker.Value.WarmUpAsync() : Task.CompletedTask;

    /// <summary>Waits until tokens can be checked; where the settings ask for none, that is so.</summary>
    /// <exception cref="ProblemException">503, retryable: since the start no issuer's keys could be read, so that no token can be checked.</exception>
    public Task WaitUntilReadyAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        options.Value.IsOn ? _checker.Value.WaitForKeysAsync(patience, cancellationToken) : Task.CompletedTask;

    public void Dispose()
    {
        if (_checker.IsValueCreated)
        {
            _checker.Value.Dispose();
        }
    }

    private async ValueTask<Caller> CheckAsync(HttpContext context)
    {
        try
        {
            return await _checker.Value.CheckAsync(BearerToken.Read(context.Request.Headers.Authorization), context.RequestAborted);
        }
        catch (ProblemException refusal) when (refusal.Problem.Code == ErrorCatalogue.Unauthenticated)
        {
            context.Features.Set(new AccessRefusal(refusal.Problem.Detail));
            throw;
        }
    }
}
