// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Reads the caller from the claims of a token whose signature is checked.</summary>
/// <param name="Id">Claim that names the caller.</param>
/// <param name="Application">Claims that may name the application; the first that is there does.</param>
/// <param name="Roles">Claim with its roles.</param>
/// <param name="Groups">Claim with its groups.</param>
internal sealed record CallerClaims(string Id, IReadOnlyList<string> Application, string Roles, string Groups)
{
    private const int LongestId = 256;

    /// <summary>Tokens of Microsoft Entra: the application is <c>azp</c>, in those of version 1 <c>appid</c>.</summary>
    public static readonly CallerClaims OfEntra = new("oid", ["azp", "appid"], "roles", "groups") { IsEntra = true };

    /// <summary>Whether Microsoft Entra issues the tokens, so that a directory knows of groups that the token does not list.</summary>
    public bool IsEntra { get; private init; }

    /// <summary>The caller, or null with what is wrong with the token.</summary>
    public Caller? Read(JsonElement claims, string issuer, out string fault)
    {
        if (Text(claims, Id) is not { Length: > 0 } id)
        {
            fault = $"it names nobody: it has no claim {Id}";
            return null;
        }

        if (id.Length > LongestId || !IsPrintable(id))
        {
            fault = $"its claim {Id} is longer than {LongestId} characters or has some that cannot be printed";
            return null;
        }

        fault = "";
        var groups = Texts(claims, Groups, IsEntra ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        return new Caller
        {
            Id = IsEntra ? $"oid:{id}" : $"sub:{id}@{issuer["https://".Length..]}",
            ObjectId = IsEntra ? id : null,
            ApplicationId = Application.Select(name => Text(claims, name)).FirstOrDefault(text => text is not null && IsPrintable(text)),
            Roles = Texts(claims, Roles, StringComparer.Ordinal) ?? [],
            Groups = groups ?? [],
            HasUnlistedGroups = IsEntra && (groups is null || HasMoreGroups(claims)),
        };
    }

    // Over its limit of groups Entra leaves the claim out and says where they are, or (implicit flow) that there are any.
    private static bool HasMoreGroups(JsonElement claims) =>
        claims.TryGetProperty("hasgroups", out _)
        || (claims.TryGetProperty("_claim_names", out var names)
            && names.ValueKind == JsonValueKind.Object && names.TryGetProperty("groups", out _));

    private static string? Text(JsonElement claims, string name) =>
        Find(claims, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static HashSet<string>? Texts(JsonElement claims, string name, StringComparer comparer) => Find(claims, name) switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray()
            .Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToHashSet(comparer),
        { ValueKind: JsonValueKind.String } text => new HashSet<string>([text.GetString()!], comparer),
        _ => null,
    };

    // Some providers have dots in their claims' names (https://example.com/roles), others put claims into objects.
    private static JsonElement? Find(JsonElement claims, string name)
    {
        if (claims.TryGetProperty(name, out var whole))
        {
            return whole;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && claims.TryGetProperty(name[..dot], out var inner) && inner.ValueKind == JsonValueKind.Object
            ? Find(inner, name[(dot + 1)..])
            : null;
    }

    private static bool IsPrintable(string text) => text.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) && rune != Rune.ReplacementChar);
}
