// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Says in half a sentence why a token failed its check, and what to do where that is not plain.</summary>
internal static class TokenFault
{
    public static string Of(Exception? failure, JsonWebToken token, TokenIssuer issuer) => failure switch
    {
        SecurityTokenExpiredException expired => $"it expired at {Time(expired.Expires)}; get a new one",
        SecurityTokenNotYetValidException early => $"it is valid from {Time(early.NotBefore)}; compare the clocks",
        SecurityTokenNoExpirationException => "it never expires (no exp)",
        SecurityTokenInvalidAudienceException =>
            $"it was issued for {TokenRefusal.Quote(string.Join(' ', token.Audiences))}; ask for one for {string.Join(" or ", issuer.Audiences)}",
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => "its signature is wrong",
        _ => "its claims cannot be read",
    };

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
