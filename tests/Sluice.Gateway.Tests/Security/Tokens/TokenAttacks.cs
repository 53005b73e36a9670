// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.TestIdentity;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>
/// Ways into a gateway that must not open: name, what is answered, and the token, made of the provider's own things or the attacker's key.
/// </summary>
internal static class TokenAttacks
{
    private const string WrongAlgorithm = "RS256, ES256 and PS256 are taken";
    private const string WrongSignature = "its signature is wrong";
    private const string NoToken = "it is no signed JSON Web Token";
    private const string Unreadable = "cannot be read";
    private const string ForeignKey = "is none of its issuer's";

    private static readonly TestKey Attacker = TestKey.CreateRsa("attacker");

    public static IReadOnlyList<(string Name, string Answer, Func<GatewayWithTokens, string> Token)> All { get; } =
    [
        // Algorithms
        ("public key (PEM) as shared secret", WrongAlgorithm, g => Symmetric(g, g.Provider.Keys.Current.ExportPublicPem())),
        ("public key (PEM, line end) as shared secret", WrongAlgorithm, g => Symmetric(g, g.Provider.Keys.Current.ExportPublicPem() + "\n")),
        ("public key (JWK) as shared secret", WrongAlgorithm, g => Symmetric(g, g.Provider.Keys.Current.ToJwk().ToJsonString())),
        ("modulus as shared secret", WrongAlgorithm, g => Symmetric(g, (string)g.Provider.Keys.Current.ToJwk()["n"]!)),
        ("empty shared secret", WrongAlgorithm, g => Symmetric(g, "")),
        ("alg none", WrongAlgorithm, g => Unsigned(g, "none")),
        ("alg None", WrongAlgorithm, g => Unsigned(g, "None")),
        ("alg NONE", WrongAlgorithm, g => Unsigned(g, "NONE")),
        ("alg nOnE", WrongAlgorithm, g => Unsigned(g, "nOnE")),
        ("alg none with a space", WrongAlgorithm, g => Unsigned(g, "none ")),
        ("alg none with a null character", WrongAlgorithm, g => Unsigned(g, "none\0")),
        ("alg empty", WrongAlgorithm, g => Unsigned(g, "")),
        ("alg null", WrongAlgorithm, g => Unsigned(g, null)),
        ("alg absent", WrongAlgorithm, g => g.CreateToken().WithKeyId(g.Provider.Keys.Current).ToUnsigned()),
        ("alg none, with a signature", WrongAlgorithm, g => Headed(g, ("alg", "none"))),
        ("alg RS512", WrongAlgorithm, g => g.CreateToken().Sign(g.Provider.Keys.Current, "RS512")),
        ("alg rs256", WrongAlgorithm, g => Headed(g, ("alg", "rs256"))),
        ("alg ES256 over an RSA key", WrongSignature, g => Headed(g, ("alg", "ES256"))),
        ("alg PS256 over an RS256 signature", WrongSignature, g => Headed(g, ("alg", "PS256"))),

        // Signatures
        ("signature stripped", WrongSignature, g => Parts(g, (h, p, _) => $"{h}.{p}.")),
        ("signature and its dot stripped", NoToken, g => Parts(g, (h, p, _) => $"{h}.{p}")),
        ("signature cut short", WrongSignature, g => Parts(g, (h, p, s) => $"{h}.{p}.{s[..^8]}")),
        ("signature of zeros", WrongSignature, g => Parts(g, (h, p, s) => $"{h}.{p}.{new string('A', s.Length)}")),
        ("signature of another token", WrongSignature, g => Parts(g, (h, p, _) => $"{h}.{p}.{g.Provider.Issue().Split('.')[2]}")),
        ("claims changed", WrongSignature, g => Parts(g, (h, _, s) => $"{h}.{Claims(g, "oid", Guid.NewGuid().ToString())}.{s}")),
        ("encrypted (five parts)", NoToken, g => Parts(g, (h, p, s) => $"{h}.{p}.{s}.{s}.{s}")),

        // The attacker's keys
        ("attacker's key, its own kid", ForeignKey, g => g.CreateToken().Sign(Attacker)),
        ("attacker's key, the provider's kid", WrongSignature, g => g.CreateToken().WithKeyId(g.Provider.Keys.Current).Sign(Attacker)),
        ("attacker's key in jwk", ForeignKey, g => Injected(g, "jwk", Attacker.ToJwk(), null)),
        ("attacker's key in jwk, the provider's kid", WrongSignature, g => Injected(g, "jwk", Attacker.ToJwk(), g.Provider.Keys.Current)),
        ("attacker's key behind jku", ForeignKey, g => Injected(g, "jku", Evil(g), null)),
        ("attacker's key behind jku, the provider's kid", WrongSignature, g => Injected(g, "jku", Evil(g), g.Provider.Keys.Current)),
        ("attacker's key behind x5u", WrongSignature, g => Injected(g, "x5u", Evil(g), g.Provider.Keys.Current)),
        ("attacker's certificate in x5c", WrongSignature, g => Injected(g, "x5c", Attacker.ToJwk()["x5c"]!, g.Provider.Keys.Current)),
        ("attacker's certificate in x5t", WrongSignature, g => Injected(g, "x5t", Attacker.ToJwk()["x5t"]!, g.Provider.Keys.Current)),
        ("kid absent", "names no key", g => Headed(g, ("kid", null))),
        ("kid empty", "names no key", g => Headed(g, ("kid", ""))),
        ("kid walks to a file", ForeignKey, g => Headed(g, ("kid", "../../../../dev/null"))),
        ("kid is a URL", ForeignKey, g => Headed(g, ("kid", Evil(g)))),
        ("kid injects SQL", ForeignKey, g => Headed(g, ("kid", "' UNION SELECT 'secret' --"))),
        ("kid breaks the header's line", ForeignKey, g => Headed(g, ("kid", "x\r\nSet-Cookie: a=b\r\n\r\n<html>"))),
        ("kid leaves the quotes", ForeignKey, g => Headed(g, ("kid", "x\", error=\"none\\"))),
        ("kid beyond ASCII", ForeignKey, g => Headed(g, ("kid", "ключ\u202e\u0000"))),
        ("kid of 8,000 characters", ForeignKey, g => Headed(g, ("kid", new string('k', 8000)))),

        // Whose, for whom, when
        ("another tenant's token", "is none of those configured", g => Claimed(g, "iss", $"https://sts.windows.net/{Guid.NewGuid()}/")),
        ("issuer without its slash", "is none of those configured", g => Claimed(g, "iss", g.Provider.Issuer(1).TrimEnd('/'))),
        ("issuer in capitals", "is none of those configured", g => Claimed(g, "iss", g.Provider.Issuer(1).ToUpperInvariant())),
        ("issuer absent", "issuer none is none", g => Claimed(g, "iss", null)),
        ("issuer breaks the header's line", "is none of those configured", g => Claimed(g, "iss", "https://x\r\nSet-Cookie: a=b")),
        ("another audience", "it was issued for https://graph.microsoft.com", g => Claimed(g, "aud", "https://graph.microsoft.com")),
        ("audience absent", "it was issued for none", g => Claimed(g, "aud", null)),
        ("audience as a beginning", "it was issued for", g => Claimed(g, "aud", "https://hib.azurehdinsight.net.evil.example")),
        ("audience breaks the header's line", "it was issued for", g => Claimed(g, "aud", "x\r\nSet-Cookie: a=b")),
        ("replay after expiry", "it expired at", g => Claimed(g, "exp", DateTimeOffset.UnixEpoch.AddYears(50).ToUnixTimeSeconds())),
        ("no expiry", "it never expires", g => Claimed(g, "exp", null)),
        ("not valid yet", "it is valid from", g => Claimed(g, "nbf", DateTimeOffset.UnixEpoch.AddYears(70).ToUnixTimeSeconds())),

        // Kinds and shapes
        ("logout token", "it is no access token but logout+jwt", g => Headed(g, ("typ", "logout+jwt"))),
        ("critical extension", "crit", g => Headed(g, ("crit", new JsonArray("b64")), ("b64", false))),
        ("claim twice", "none may be there twice", g => TestToken.Sign(
            $$"""{"alg":"RS256","kid":"{{g.Provider.Keys.Current.Id}}"}""",
            g.CreateToken().Claims.ToJsonString().Replace("\"oid\":", "\"oid\":\"somebody\",\"oid\":", StringComparison.Ordinal),
            g.Provider.Keys.Current)),
        ("header parameter twice", "", g => TestToken.Sign(
            $$"""{"alg":"none","alg":"RS256","kid":"{{g.Provider.Keys.Current.Id}}"}""",
            g.CreateToken().Claims.ToJsonString(),
            g.Provider.Keys.Current)),
        ("garbage", NoToken, _ => "garbage"),
        ("garbage in three parts", Unreadable, _ => "garbage.garbage.garbage"),
        ("claims are no JSON", Unreadable, g => Signed(g, "no JSON")),
        ("claims are a list", Unreadable, g => Signed(g, "[1,2]")),
        ("claims are nested deeply", Unreadable, g => Signed(g, new string('[', 2000) + new string(']', 2000))),
        ("header is a list", Unreadable, g => TestToken.Sign("[]", g.CreateToken().Claims.ToJsonString(), g.Provider.Keys.Current)),
        ("issuer is a number", "", g => Claimed(g, "iss", 42)),
        ("alg is a list", "", g => Headed(g, ("alg", new JsonArray("RS256")))),
        ("kid is an object", "", g => Headed(g, ("kid", new JsonObject()))),
        ("20,000 characters", "more than 16384 characters", g => Claimed(g, "padding", new string('p', 15_000))),
        ("two tokens in one header", NoToken, g => $"{g.CreateToken().Sign(g.Provider.Keys.Current)}, Bearer {g.CreateToken().Sign(g.Provider.Keys.Current)}"),
    ];

    /// <summary>Where the attacker would be asked for keys, if anybody did.</summary>
    private static string Evil(GatewayWithTokens gateway) => $"{gateway.Provider.Address}evil/keys";

    private static string Symmetric(GatewayWithTokens gateway, string secret) =>
        gateway.CreateToken().WithKeyId(gateway.Provider.Keys.Current).SignSymmetric(Encoding.UTF8.GetBytes(secret));

    private static string Unsigned(GatewayWithTokens gateway, string? algorithm)
    {
        var token = gateway.CreateToken().WithKeyId(gateway.Provider.Keys.Current);
        token.Header["alg"] = algorithm;
        return token.ToUnsigned();
    }

    private static string Headed(GatewayWithTokens gateway, params (string Name, JsonNode? Value)[] header)
    {
        var token = gateway.CreateToken();
        foreach (var (name, value) in header)
        {
            token.Header[name] = value;
        }

        return token.Sign(gateway.Provider.Keys.Current);
    }

    private static string Claimed(GatewayWithTokens gateway, string claim, JsonNode? value)
    {
        var token = gateway.CreateToken();
        token.Claims.Remove(claim);
        if (value is not null)
        {
            token.Claims[claim] = value;
        }

        return token.Sign(gateway.Provider.Keys.Current);
    }

    private static string Injected(GatewayWithTokens gateway, string header, JsonNode value, TestKey? kid)
    {
        var token = gateway.CreateToken();
        token.Header[header] = value.DeepClone();
        return (kid is null ? token : token.WithKeyId(kid)).Sign(Attacker);
    }

    private static string Signed(GatewayWithTokens gateway, string claims) =>
        TestToken.Sign($$"""{"alg":"RS256","kid":"{{gateway.Provider.Keys.Current.Id}}"}""", claims, gateway.Provider.Keys.Current);

    private static string Claims(GatewayWithTokens gateway, string claim, string value)
    {
        var claims = gateway.CreateToken().Claims;
        claims[claim] = value;
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()));
    }

    private static string Parts(GatewayWithTokens gateway, Func<string, string, string, string> join)
    {
        var parts = gateway.CreateToken().Sign(gateway.Provider.Keys.Current).Split('.');
        return join(parts[0], parts[1], parts[2]);
    }
}
