// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>
/// The keys of one issuer, as its metadata gave them last. They are read when they are first needed, anew before they get too old, and when
/// a token names one that is not among them: never more often than the retry interval, and once at a time, whatever tokens say.
/// Thread-safe.
/// </summary>
internal sealed class SigningKeys(TokenIssuer issuer, TokenOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    // What a caller waits for a reading: enough is left to it before the deadline of its request.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private readonly Lock _lock = new();
    private readonly KeyReader _reader = new(issuer);
    private readonly CancellationTokenSource _stopped = new();
    private volatile KnownKeys? _known;
    private Task? _reading;
    private long? _lastStart;
    private volatile bool _hasFailed;

    /// <summary>Checks tokens that the key signed; null if the issuer has no such key.</summary>
    /// <exception cref="Http.Problems.ProblemException">503, retryable: the issuer's keys cannot be read now.</exception>
    public ValueTask<TokenValidationParameters?> FindAsync(string keyId, CancellationToken cancellationToken) =>
        _known is { } known && time.GetElapsedTime(known.ReadAt) < options.KeyMaxAge / 2 && known.Checks.TryGetValue(keyId, out var check)
            ? new(check)
            : ReadAndFindAsync(keyId, cancellationToken);

    /// <summary>Whether they were ever read: from then on tokens are checked, for a while also without the provider.</summary>
    public bool AreKnown => _known is not null;

    /// <summary>Reads the keys if nobody has yet, so that the first caller need not wait.</summary>
    public Task WarmUpAsync() => _known is null ? Read() ?? Task.CompletedTask : Task.CompletedTask;

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _reader.Dispose();
    }

    private async ValueTask<TokenValidationParameters?> ReadAndFindAsync(string keyId, CancellationToken cancellationToken)
    {
        var known = _known;
        var isNew = known?.Checks.ContainsKey(keyId) != true;
        var isSure = true;
        if (isNew || IsOlder(known!, options.KeyMaxAge))
        {
            isSure = await IsReadAsync(Read(), cancellationToken);
            known = _known;
        }
        else if (IsOlder(known!, options.KeyMaxAge / 2))
        {
            // Behind the callers' backs, so that none of them has to wait.
            _ = Read();
        }

        if (known is null || IsOlder(known, options.KeyOutage))
        {
            throw TokenRefusal.Unavailable(issuer.Name);
        }

        // A key that is not known may be a new one as long as nobody could look.
        return known.Checks.TryGetValue(keyId, out var check) ? check
            : isSure ? null
            : throw TokenRefusal.Unavailable(issuer.Name);
    }

    // Where it was too soon for another reading, the last one counts.
    private async ValueTask<bool> IsReadAsync(Task? reading, CancellationToken cancellationToken)
    {
        try
        {
            await (reading ?? Task.CompletedTask).WaitAsync(Patience, time, cancellationToken);
            return !_hasFailed;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private bool IsOlder(KnownKeys known, TimeSpan age) => time.GetElapsedTime(known.ReadAt) >= age;

    /// <summary>The reading under way or a new one; null if it is too soon for one.</summary>
    private Task? Read()
    {
        lock (_lock)
        {
            if (_reading is { IsCompleted: false })
            {
                return _reading;
            }

            if (_lastStart is { } last && time.GetElapsedTime(last) < options.KeyRetryInterval)
            {
                return null;
            }

            _lastStart = time.GetTimestamp();

            // It is everybody's, not part of the request that needed it first.
            using (ExecutionContext.SuppressFlow())
            {
                return _reading = Task.Run(ReadAsync);
            }
        }
    }

    private async Task ReadAsync()
    {
        var start = time.GetTimestamp();
        try
        {
            var keys = await _reader.ReadAsync(_stopped.Token);
            _known = new KnownKeys(keys.ToFrozenDictionary(group => group.Key, CreateCheck, StringComparer.Ordinal), start);
            _hasFailed = false;
            Log.KeysRead(logger, issuer.Name, keys.Count);
        }
        catch (Exception failure)
        {
            _hasFailed = true;
            if (!_stopped.IsCancellationRequested)
            {
                var reason = failure is TimeoutException ? failure : failure.GetBaseException();
                Log.KeysNotRead(logger, issuer.Name, issuer.MetadataAddress, reason.Message);
            }
        }
    }

    private TokenValidationParameters CreateCheck(IEnumerable<SecurityKey> keys) => new()
    {
        IssuerSigningKeys = [.. keys],
        LifetimeValidator = (notBefore, expires, _, _) => TokenLifetime.Check(notBefore, expires, time.GetUtcNow().UtcDateTime, options.ClockSkew),
        LogValidationExceptions = false,
        TryAllIssuerSigningKeys = false,
        ValidAlgorithms = TokenHeader.Algorithms,
        ValidAudiences = issuer.Audiences,
        ValidIssuer = issuer.Name,
    };

    /// <param name="Checks">By the keys' ids, how to check what each has signed.</param>
    /// <param name="ReadAt">When they were asked for.</param>
    private sealed record KnownKeys(FrozenDictionary<string, TokenValidationParameters> Checks, long ReadAt);
}
