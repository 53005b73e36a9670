// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Security.Groups.Graph;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Security.Groups;

/// <summary>Refuses to start with settings of groups that cannot work, each with its name and what to do.</summary>
internal sealed class GroupOptionsValidator(IOptions<TokenOptions> tokens) : IValidateOptions<GroupOptions>
{
    private const string Section = "Security:Groups:Graph:";

    public ValidateOptionsResult Validate(string? name, GroupOptions options)
    {
        var faults = new List<string>();
        SettingRange.Check(faults, "Security:Groups:MemberMaxAge", options.MemberMaxAge, TimeSpan.Zero, TimeSpan.FromHours(1));
        SettingRange.Check(faults, "Security:Groups:NonMemberMaxAge", options.NonMemberMaxAge, TimeSpan.Zero, TimeSpan.FromHours(1));
        SettingRange.Check(faults, "Security:Groups:OutageMaxAge", options.OutageMaxAge, TimeSpan.Zero, TimeSpan.FromHours(24));
        SettingRange.Check(faults, "Security:Groups:MaxCachedCallers", options.MaxCachedCallers, 100, 1_000_000);
        SettingRange.Check(faults, Section + "Timeout", options.Graph.Timeout, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(8));
        CheckUrl(faults, "Url", options.Graph.Url);
        CheckUrl(faults, "Instance", options.Graph.Instance);
        CheckFile(
            faults,
            "AuthorityFile",
            options.Graph.AuthorityFile,
            "PEM certificates",
            file => GraphHandler.LoadAuthorities(file)!.Count > 0);
        CheckFile(
            faults,
            "ClientSecretFile",
            options.Graph.ClientSecretFile,
            "the secret in its first line",
            file => GraphCredential.ReadSecret(file).Length > 0);
        CheckFile(
            faults,
            "CertificateFile",
            options.Graph.CertificateFile,
            "the certificate and its key, as PEM or PKCS#12, and its password if it has one",
            _ =>
            {
                using var certificate = GraphCredential.LoadCertificate(options.Graph);
                return certificate.HasPrivateKey;
            });
        CheckCredential(faults, options.Graph);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void CheckUrl(List<string> faults, string setting, string? text)
    {
        if (text is not null
            && (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.PathAndQuery != "/"))
        {
            faults.Add($"{Section}{setting} is \"{text}\": give an https address without a path.");
        }
    }

    private static void CheckFile(List<string> faults, string setting, string? file, string what, Func<string, bool> isGood)
    {
        if (string.IsNullOrEmpty(file))
        {
            return;
        }

        var reason = "it has none";
        try
        {
            if (isGood(file))
            {
                return;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            reason = failure.Message.TrimEnd('.');
        }

        faults.Add($"{Section}{setting} is \"{file}\", which cannot be used: {reason}. Give a file with {what}.");
    }

    private void CheckCredential(List<string> faults, GraphOptions graph)
    {
        string?[] credentials = [graph.ManagedIdentity ? "true" : null, graph.ClientSecret, graph.ClientSecretFile, graph.CertificateFile];
        var given = credentials.Count(credential => !string.IsNullOrEmpty(credential));
        if (given > 1 || (given == 0 && graph.IsOn))
        {
            faults.Add($"{Section[..^1]} has {given} credentials: "
                + "give one of ManagedIdentity, ClientSecret, ClientSecretFile and CertificateFile.");
        }
        else if (given == 1 && !graph.IsOn)
        {
            faults.Add($"{Section}ClientId is missing: give the id of the application that the credential belongs to.");
        }

        if (graph is { IsOn: true, ManagedIdentity: false }
            && string.IsNullOrEmpty(graph.TenantId) && string.IsNullOrEmpty(tokens.Value.Entra.TenantId))
        {
            faults.Add($"{Section}TenantId is missing: give the tenant of the application.");
        }
    }
}
