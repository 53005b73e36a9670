// SPDX-License-Identifier: Apache-2.0

using Microsoft.IdentityModel.Tokens;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Whether a token may be used at a time. The library's own check knows no other clock than the system's.</summary>
internal static class TokenLifetime
{
    /// <exception cref="SecurityTokenValidationException">It may not, and why.</exception>
    public static bool Check(DateTime? notBefore, DateTime? expires, DateTime now, TimeSpan skew)
    {
        if (expires is not { } end)
        {
            throw new SecurityTokenNoExpirationException();
        }

        if (now - skew >= end)
        {
            throw new SecurityTokenExpiredException { Expires = end };
        }

        return notBefore is not { } start || now + skew >= start
            ? true
            : throw new SecurityTokenNotYetValidException { NotBefore = start };
    }
}
