// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Tokens;
using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>A provider and a checker of its tokens, on one clock that the test moves.</summary>
internal sealed class TokenStage : IAsyncDisposable
{
    private readonly TokenChecker _checker;

    private TokenStage(TestIdentityProvider provider, FakeTimeProvider time, TokenOptions options)
    {
        Provider = provider;
        Time = time;
        _checker = new TokenChecker(options, time, Log);
    }

    public TestIdentityProvider Provider { get; }

    public FakeTimeProvider Time { get; }

    public FakeLogger Log { get; } = new();

    public int MetadataRequests => Provider.Requests.To("/.well-known/openid-configuration");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TokenStage> StartAsync(Action<TokenOptions, TestIdentityProvider>? configure = null)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var provider = await TestIdentityProvider.StartAsync(Cancellation, time);
        var options = new TokenOptions
        {
            Entra =
            {
                TenantId = provider.TenantId,
                Instance = provider.Address.ToString(),
                AuthorityFile = provider.AuthorityFile,
            },
        };
        configure?.Invoke(options, provider);
        return new TokenStage(provider, time, options);
    }

    public ValueTask<Caller> CheckAsync(string token) => _checker.CheckAsync(token.AsMemory(), Cancellation);

    /// <summary>Checks the provider's token with one claim changed; null leaves it out.</summary>
    public ValueTask<Caller> CheckAsync(string claim, object? value, int? version = null) => CheckAsync(Token(claim, value, version));

    public string Token(string claim, object? value, int? version = null)
    {
        var token = Provider.CreateToken(version: version);
        token.Claims.Remove(claim);
        if (value is not null)
        {
            token.Claims[claim] = System.Text.Json.JsonSerializer.SerializeToNode(value);
        }

        return token.Sign(Provider.Keys.Current);
    }

    /// <summary>Why the token is refused with 401.</summary>
    public Task<string> RefuseAsync(string token) => FailAsync(token, ErrorCatalogue.Unauthenticated);

    /// <summary>What is said when the token cannot be checked.</summary>
    public Task<string> MissAsync(string token) => FailAsync(token, ErrorCatalogue.IdentityUnavailable);

    public async ValueTask DisposeAsync()
    {
        _checker.Dispose();
        await Provider.DisposeAsync();
    }

    private async Task<string> FailAsync(string token, ErrorCode code)
    {
        var failure = await Should.ThrowAsync<ProblemException>(async () => await CheckAsync(token));
        failure.Problem.Code.ShouldBe(code, failure.Problem.Detail);
        failure.Problem.IsRetryable.ShouldBe(code == ErrorCatalogue.IdentityUnavailable);
        return failure.Problem.Detail;
    }
}
