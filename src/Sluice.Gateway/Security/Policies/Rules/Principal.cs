// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Policies.Rules;

/// <summary>One caller, or all of a kind, as a rule names them: <c>group:3b2e…</c>, or <c>*</c>.</summary>
internal readonly record struct Principal(PrincipalKind Kind, string Name)
{
    private static readonly (string Prefix, PrincipalKind Kind)[] Prefixes =
    [
        ("oid:", PrincipalKind.ObjectId),
        ("appid:", PrincipalKind.ApplicationId),
        ("group:", PrincipalKind.Group),
        ("role:", PrincipalKind.Role),
        ("cert:", PrincipalKind.Certificate),
    ];

    /// <summary>Reads <paramref name="text"/>; what is wrong with it, as the end of a sentence, if it names nobody.</summary>
    public static Principal? Parse(string text, out string? fault)
    {
        fault = null;
        if (text == "*")
        {
            return new Principal(PrincipalKind.Everybody, "");
        }

        foreach (var (prefix, kind) in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return Parse(kind, text[prefix.Length..], out fault);
            }
        }

        fault = "give oid:…, appid:…, group:…, role:…, cert:… or *";
        return null;
    }

    /// <summary>Ids as tokens and Microsoft Graph write them; other names stay as they are.</summary>
    public static string Normalize(string name) => Guid.TryParseExact(name, "D", out _) ? name.ToLowerInvariant() : name;

    private static Principal? Parse(PrincipalKind kind, string name, out string? fault)
    {
        fault =
            name.Length == 0 || name.Trim() != name ? "there is no name behind the colon, or a space about it"
            : kind == PrincipalKind.ObjectId && !Guid.TryParseExact(name, "D", out _)
                ? "an object id is 32 hexadecimal digits in five groups, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7"
            : null;
        return fault is null ? new Principal(kind, Normalize(name)) : null;
    }
}
