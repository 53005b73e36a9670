// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Security.Tokens;

/// <summary>One issuer whose tokens are taken, and how they are read.</summary>
/// <param name="Name">Its name as tokens give it (claim <c>iss</c>).</param>
/// <param name="MetadataAddress">Where its OpenID metadata is.</param>
/// <param name="Audiences">For whom its tokens must have been issued.</param>
/// <param name="Claims">What its tokens tell of the caller.</param>
/// <param name="AuthorityFile">Authorities of its own certificate; null for the system's.</param>
internal sealed record TokenIssuer(
    string Name, Uri MetadataAddress, IReadOnlyList<string> Audiences, CallerClaims Claims, string? AuthorityFile)
{
    private const string MetadataPath = "/.well-known/openid-configuration";
    private const string ChineseCloud = "https://login.partner.microsoftonline.cn";

    /// <summary>All that the settings name.</summary>
    public static IEnumerable<TokenIssuer> Of(TokenOptions options) =>
        string.IsNullOrWhiteSpace(options.Entra.TenantId)
            ? options.Issuers.Select(Of)
            : [.. Of(options.Entra), .. options.Issuers.Select(Of)];

    /// <summary>The values of a setting that names several.</summary>
    public static string[] Split(string? text) =>
        (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // A tenant issues under two names, each with metadata of its own. The first kind's is that of the cloud's token service, whatever the
    // sign-in host; the second's is the host's, or that of its successor where the host is China's old one.
    private static IEnumerable<TokenIssuer> Of(EntraOptions entra)
    {
        var audiences = Split(entra.Audience);
        var tenant = Guid.Parse(entra.TenantId!);
        var host = entra.Instance.TrimEnd('/').ToLowerInvariant();
        var isChinese = host is ChineseCloud or "https://login.chinacloudapi.cn";
        var service = isChinese ? "https://sts.chinacloudapi.cn" : "https://sts.windows.net";
        yield return new TokenIssuer(
            $"{service}/{tenant}/", new Uri($"{host}/{tenant}{MetadataPath}"), audiences, CallerClaims.OfEntra, entra.AuthorityFile);
        yield return new TokenIssuer(
            $"{(isChinese ? ChineseCloud : host)}/{tenant}/v2.0",
            new Uri($"{host}/{tenant}/v2.0{MetadataPath}"),
            audiences,
            CallerClaims.OfEntra,
            entra.AuthorityFile);
    }

    private static TokenIssuer Of(IssuerOptions issuer) => new(
        issuer.Issuer,
        new Uri(string.IsNullOrWhiteSpace(issuer.MetadataAddress) ? issuer.Issuer.TrimEnd('/') + MetadataPath : issuer.MetadataAddress),
        Split(issuer.Audience),
        new CallerClaims(issuer.IdClaim, [issuer.ApplicationClaim, "client_id"], issuer.RolesClaim, issuer.GroupsClaim),
        issuer.AuthorityFile);
}
