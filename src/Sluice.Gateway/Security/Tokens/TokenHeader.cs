// SPDX-License-Identifier: Apache-2.0

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>What a token's header may say. Keys come from the issuer's metadata alone: <c>jwk</c>, <c>jku</c>, <c>x5u</c> and <c>x5c</c> are not
/// looked at.</summary>
internal static class TokenHeader
{
    /// <summary>The ways of signing that are taken.</summary>
    public static readonly string[] Algorithms =
        [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    // RFC 9068; most providers say JWT, or nothing. Others are no access tokens, though the same keys sign them (RFC 8725, 3.11).
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt"];

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public static string? Fault(JsonWebToken token)
    {
        if (!Algorithms.Contains(token.Alg))
        {
            return $"it is signed with {TokenRefusal.Quote(token.Alg)}; RS256, ES256 and PS256 are taken";
        }

        if (string.IsNullOrEmpty(token.Kid))
        {
            return "its header names no key (kid)";
        }

        if (!string.IsNullOrEmpty(token.Typ) && !Types.Contains(token.Typ, StringComparer.OrdinalIgnoreCase))
        {
            return $"it is no access token but {TokenRefusal.Quote(token.Typ)} (typ)";
        }

        // RFC 7515, 4.1.11: whoever does not understand all of it must refuse.
        return token.TryGetHeaderValue<object>("crit", out _) ? "its header demands an extension (crit) that is not understood" : null;
    }
}
