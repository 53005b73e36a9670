// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>The answers to a request whose token is not taken, with their challenge (RFC 6750, section 3).</summary>
internal static class TokenRefusal
{
    private const int LongestQuote = 100;

    /// <summary>There is no token: the challenge says nothing of an error.</summary>
    public static ProblemException Missing(string detail) => Create(detail, "Bearer");

    /// <summary>There is a token, and <paramref name="fault"/>, a half sentence, is wrong with it.</summary>
    public static ProblemException Invalid(string fault)
    {
        var text = $"The token is not taken: {fault}.";
        return Create(text, $"""Bearer error="invalid_token", error_description="{Printable(text)}" """.TrimEnd());
    }

    /// <summary>The token cannot be checked now.</summary>
    public static ProblemException Unavailable(string issuer) => new(
        ErrorCatalogue.IdentityUnavailable,
        $"The token cannot be checked: the keys of {issuer} cannot be read now. Send the request again later.");

    /// <summary>No token can be checked since the start.</summary>
    public static ProblemException NoneReady(IEnumerable<string> issuers) => new(
        ErrorCatalogue.IdentityUnavailable,
        $"No token can be checked yet: the keys of {string.Join(" and ", issuers.Order(StringComparer.Ordinal))} have not been read since the start. "
            + "The gateway's log says why.");

    /// <summary>Part of what the client sent, for a message: short, and nothing but printable ASCII without quotes.</summary>
    public static string Quote(string? text) =>
        text is null or "" ? "none" : Printable(text.Length > LongestQuote ? text[..LongestQuote] + "..." : text);

    private static ProblemException Create(string detail, string challenge) =>
        new(new Problem(ErrorCatalogue.Unauthenticated, detail) { Challenge = challenge });

    // RFC 6750 allows no others in a description, and a header could not hold them.
    private static string Printable(string text) =>
        string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[i] is >= ' ' and <= '~' and not '"' and not '\\' ? source[i] : '?';
            }
        });
}
