// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using Microsoft.Extensions.Primitives;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Takes the token out of <c>Authorization</c> (RFC 6750, section 2.1); no other place is looked at.</summary>
internal static class BearerToken
{
    /// <summary>The longest token that is looked at, in characters: Entra's are below 12,000 with as many groups as it lists.</summary>
    public const int LongestToken = 16 * 1024;

    private const string Scheme = "Bearer";
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Three parts of base64url, with dots between them: nothing more is known of it.</summary>
    /// <exception cref="ProblemException">401: there is none, or it cannot be one.</exception>
    public static ReadOnlyMemory<char> Read(StringValues authorization)
    {
        if (authorization.Count > 1)
        {
            throw TokenRefusal.Invalid("the request has more than one Authorization header");
        }

        var header = authorization.ToString().AsMemory().Trim();
        if (header.IsEmpty)
        {
            throw TokenRefusal.Missing("The request has no token: send it as Authorization: Bearer TOKEN. A token in the query or the body is not taken.");
        }

        if (!header.Span.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || (header.Length > Scheme.Length && header.Span[Scheme.Length] != ' '))
        {
            throw TokenRefusal.Missing("Authorization has another scheme: send the token as Authorization: Bearer TOKEN.");
        }

        var token = header[Scheme.Length..].Trim();
        if (token.Length > LongestToken)
        {
            throw TokenRefusal.Invalid($"it has more than {LongestToken} characters; let the token list fewer groups");
        }

        return token.Span.ContainsAnyExcept(Alphabet) || token.Span.Count('.') != 2 || token.Length < 5
            ? throw TokenRefusal.Invalid("it is no signed JSON Web Token: those are three parts of base64url with dots between them")
            : token;
    }
}
