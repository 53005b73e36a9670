// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Security.Groups;

namespace Sluice.Gateway.Security.Tokens;

/// <summary>Refuses to start with tokens that could not be checked, or would let everybody in, each with its name and what to do.</summary>
internal sealed class TokenOptionsValidator(IConfiguration settings) : IValidateOptions<TokenOptions>
{
    private const string Entra = TokenOptions.SectionName + ":Entra";

    public ValidateOptionsResult Validate(string? name, TokenOptions options)
    {
        var faults = new List<string>();
        CheckEntra(faults, options.Entra);
        for (var i = 0; i < options.Issuers.Count; i++)
        {
            CheckIssuer(faults, $"{TokenOptions.SectionName}:Issuers:{i}", options.Issuers[i]);
        }

        SettingRange.Check(faults, $"{TokenOptions.SectionName}:ClockSkew", options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        SettingRange.Check(
            faults, $"{TokenOptions.SectionName}:KeyMaxAge", options.KeyMaxAge, TimeSpan.FromMinutes(1), TimeSpan.FromHours(24));
        SettingRange.Check(faults, $"{TokenOptions.SectionName}:KeyOutage", options.KeyOutage, options.KeyMaxAge, TimeSpan.FromDays(7));
        SettingRange.Check(
            faults,
            $"{TokenOptions.SectionName}:KeyRetryInterval",
            options.KeyRetryInterval,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(10));
        if (faults.Count == 0)
        {
            CheckTogether(faults, options);
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckEntra(List<string> faults, EntraOptions entra)
    {
        if (string.IsNullOrWhiteSpace(entra.TenantId))
        {
            if (entra.Audience != EntraOptions.DefaultAudience || entra.Instance != EntraOptions.DefaultInstance || entra.AuthorityFile is not null)
            {
                faults.Add($"{Entra}:TenantId is missing, so the other settings of {Entra} have no effect: give the tenant's id.");
            }

            return;
        }

        if (!Guid.TryParseExact(entra.TenantId, "D", out _))
        {
            faults.Add($"{Entra}:TenantId is \"{entra.TenantId}\": give the tenant's id, a GUID such as 72f988bf-86f1-41af-91ab-2d7cd011db47. "
                + "Names of domains, common and organizations are not taken: tokens name their tenant by its id, and only one may come in.");
        }

        if (!IsHttps(entra.Instance, out var instance) || instance.PathAndQuery != "/")
        {
            faults.Add($"{Entra}:Instance is \"{entra.Instance}\": give the cloud's sign-in host such as {EntraOptions.DefaultInstance}.");
        }

        CheckAudience(faults, $"{Entra}:Audience", entra.Audience);
        CheckAuthority(faults, $"{Entra}:AuthorityFile", entra.AuthorityFile);
    }

    private static void CheckIssuer(List<string> faults, string section, IssuerOptions issuer)
    {
        if (!IsHttps(issuer.Issuer, out _))
        {
            faults.Add($"{section}:Issuer is \"{issuer.Issuer}\": give the https URL that the tokens have as iss.");
        }

        if (!string.IsNullOrWhiteSpace(issuer.MetadataAddress) && !IsHttps(issuer.MetadataAddress, out _))
        {
            faults.Add($"{section}:MetadataAddress is \"{issuer.MetadataAddress}\": keys are read over https alone; "
                + "give the https URL of the provider's OpenID metadata, or leave it out.");
        }

        CheckAudience(faults, $"{section}:Audience", issuer.Audience);
        CheckAuthority(faults, $"{section}:AuthorityFile", issuer.AuthorityFile);
        foreach (var (claim, value) in new[]
        {
            ("IdClaim", issuer.IdClaim), ("ApplicationClaim", issuer.ApplicationClaim),
            ("RolesClaim", issuer.RolesClaim), ("GroupsClaim", issuer.GroupsClaim),
        })
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                faults.Add($"{section}:{claim} is empty: give the name of a claim, or leave it out.");
            }
        }
    }

    private static void CheckAudience(List<string> faults, string setting, string? audience)
    {
        if (TokenIssuer.Split(audience).Length == 0)
        {
            faults.Add($"{setting} is empty: a token for any other service would be taken. Give the audience of this gateway (claim aud).");
        }
    }

    private static void CheckAuthority(List<string> faults, string setting, string? file)
    {
        if (file is null)
        {
            return;
        }

        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            faults.Add($"{setting} is \"{file}\", which cannot be read: {failure.Message.TrimEnd('.')}. Give a file of PEM certificates.");
            return;
        }

        if (certificates.Count == 0)
        {
            faults.Add($"{setting} is \"{file}\", which has no certificate in it: give a file of PEM certificates.");
        }
    }

    private void CheckTogether(List<string> faults, TokenOptions options)
    {
        foreach (var twice in TokenIssuer.Of(options).GroupBy(issuer => issuer.Name).Where(group => group.Count() > 1))
        {
            faults.Add($"{TokenOptions.SectionName} names the issuer {twice.Key} more than once: leave one.");
        }

        if (options.IsOn && !HasAny($"{GroupOptions.SectionName}:Allowed") && !HasAny("Security:Policies:Rules"))
        {
            faults.Add($"{TokenOptions.SectionName} is on, but neither {GroupOptions.SectionName}:Allowed nor Security:Policies:Rules says who may "
                + "come in: every application of the tenant could read and write every topic. Give the object id of a group as "
                + $"{GroupOptions.SectionName}:Allowed:0, or rules; a rule for the principal * lets everybody in who has a token.");
        }
    }

    private bool HasAny(string section) => settings.GetSection(section).GetChildren().Any();

    private static bool IsHttps(string? text, out Uri url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url!)
        && url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0 && url.Fragment.Length == 0;
}
