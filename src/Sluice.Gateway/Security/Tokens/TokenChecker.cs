// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>
/// Checks tokens: whose, signed with which of that issuer's keys, for this gateway, and now. Thread-safe.
/// </summary>
internal sealed class TokenChecker : IDisposable
{
    // Of two claims of one name the library and others might each take another (RFC 7519, section 4).
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Some 5,000 tokens of common size in both generations, and below 40 MB of memory whatever their size.
    private const int MaxKeptLength = 4 * 1024 * 1024;
    private readonly CheckedTokens _checked = new(MaxKeptLength);
    private readonly FrozenDictionary<string, (TokenIssuer Issuer, SigningKeys Keys)> _issuers;
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = BearerToken.LongestToken };
    private readonly TimeProvider _time;
    private readonly TimeSpan _skew;

    public TokenChecker(TokenOptions options, TimeProvider time, ILogger logger)
    {
        _time = time;
        _skew = options.ClockSkew;
        _issuers = TokenIssuer.Of(options).ToFrozenDictionary(
            issuer => issuer.Name, issuer => (issuer, new SigningKeys(issuer, options, time, logger)), StringComparer.Ordinal);
    }

    /// <summary>Reads the keys of all issuers; what fails is in the log.</summary>
    public Task WarmUpAsync() => Task.WhenAll(_issuers.Values.Select(issuer => issuer.Keys.WarmUpAsync()));

    /// <summary>Waits until any issuer's keys are known, and has those read that are not. One issuer is enough: the callers of the others
    /// shall not cost its own their service.</summary>
    /// <exception cref="ProblemException">503, retryable: no issuer's keys have been read yet.</exception>
    public async Task WaitForKeysAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (AnyKeysAreKnown())
        {
            return;
        }

        using var deadline = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await foreach (var _ in Task.WhenEach(_issuers.Values.Select(issuer => issuer.Keys.WarmUpAsync())).WithCancellation(either.Token))
            {
                if (AnyKeysAreKnown())
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever asks is told so in time; the reading goes on.
        }

        throw TokenRefusal.NoneReady(_issuers.Keys);
    }

    /// <summary>Whom the token stands for.</summary>
    /// <exception cref="ProblemException">401 with the reason, or 503, retryable, if the token cannot be checked now.</exception>
    public async ValueTask<Caller> CheckAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken)
    {
        var digest = TokenDigest.Of(text.Span);
        if (_checked.Find(digest) is { } seen
            && _time.GetUtcNow().UtcDateTime - _skew < seen.Expires
            && await seen.Keys.FindAsync(seen.KeyId, cancellationToken) == seen.Check)
        {
            return seen.Caller;
        }

        var token = await CheckAnewAsync(text, cancellationToken);
        _checked.Keep(digest, token);
        return token.Caller;
    }

    public void Dispose()
    {
        foreach (var (_, keys) in _issuers.Values)
        {
            keys.Dispose();
        }
    }

    private bool AnyKeysAreKnown() => _issuers.Values.Any(issuer => issuer.Keys.AreKnown);

    private async ValueTask<CheckedToken> CheckAnewAsync(ReadOnlyMemory<char> text, CancellationToken cancellationToken)
    {
        var token = Parse(text);
        if (TokenHeader.Fault(token) is { } fault)
        {
            throw TokenRefusal.Invalid(fault);
        }

        if (!_issuers.TryGetValue(token.Issuer, out var known))
        {
            throw TokenRefusal.Invalid($"its issuer {TokenRefusal.Quote(token.Issuer)} is none of those configured");
        }

        var (issuer, keys) = known;
        var check = await keys.FindAsync(token.Kid, cancellationToken)
            ?? throw TokenRefusal.Invalid($"its key {TokenRefusal.Quote(token.Kid)} (kid) is none of its issuer's");
        var result = await _handler.ValidateTokenAsync(token, check);
        return result.IsValid
            ? new CheckedToken(ReadCaller(token, issuer), token.ValidTo, keys, token.Kid, check, text.Length)
            : throw TokenRefusal.Invalid(TokenFault.Of(result.Exception, token, issuer));
    }

    private static JsonWebToken Parse(ReadOnlyMemory<char> text)
    {
        try
        {
            var token = new JsonWebToken(text);

            // Read here, where a value of another kind than text is caught.
            _ = (token.Issuer, token.Alg, token.Kid, token.Typ);
            return token;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or JsonException or InvalidOperationException)
        {
            throw TokenRefusal.Invalid("it is no JSON Web Token: a part of it cannot be read");
        }
    }

    private static Caller ReadCaller(JsonWebToken token, TokenIssuer issuer)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedHeader), Strict);
            using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), Strict);
            return issuer.Claims.Read(claims.RootElement, issuer.Name, out var fault) ?? throw TokenRefusal.Invalid(fault);
        }
        catch (Exception failure) when (failure is JsonException or DecoderFallbackException)
        {
            throw TokenRefusal.Invalid("its claims cannot be read; none may be there twice");
        }
    }
}
