// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>
/// Tokens that were found right before, so that a client that sends its token with every request does not pay for its signature each time.
/// Bounded: those that have not come again since as many others did are forgotten. Thread-safe.
/// </summary>
/// <param name="maxLength">Of all tokens in one of the two generations, in characters.</param>
internal sealed class CheckedTokens(int maxLength)
{
    private Generation _young = new();
    private Generation _old = new();

    public int Count => Volatile.Read(ref _young).Tokens.Count + Volatile.Read(ref _old).Tokens.Count;

    public CheckedToken? Find(TokenDigest digest)
    {
        if (Volatile.Read(ref _young).Tokens.TryGetValue(digest, out var token))
        {
            return token;
        }

        if (Volatile.Read(ref _old).Tokens.TryGetValue(digest, out token))
        {
            Keep(digest, token);
        }

        return token;
    }

    public void Keep(TokenDigest digest, CheckedToken token)
    {
        var young = Volatile.Read(ref _young);
        young.Tokens[digest] = token;
        if (Interlocked.Add(ref young.Length, token.Length) > maxLength
            && Interlocked.CompareExchange(ref _young, new Generation(), young) == young)
        {
            Volatile.Write(ref _old, young);
        }
    }

    private sealed class Generation
    {
        public int Length;

        public ConcurrentDictionary<TokenDigest, CheckedToken> Tokens { get; } = new();
    }
}
