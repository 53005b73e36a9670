// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sluice.Gateway.Security.Tls;

/// <summary>What the settings about callers' certificates must keep.</summary>
internal static class ClientCertificateRules
{
    private const string Section = "Tls:ClientCertificates";
    private const int LongestName = 128;
    private static readonly string[] Kinds = ["DNS:", "URI:", "IP:", "email:"];

    public static void Check(List<string> faults, TlsOptions options)
    {
        var clients = options.ClientCertificates;
        if (clients.Mode == ClientCertificateMode.None)
        {
            if (clients.Principals.Count > 0)
            {
                faults.Add($"{Section}:Principals has entries, and {Section}:Mode is none: set it to optional or required.");
            }

            return;
        }

        if (!Enum.IsDefined(clients.Mode))
        {
            faults.Add($"{Section}:Mode is {clients.Mode}: give none, optional or required.");
        }

        if (string.IsNullOrEmpty(clients.Authorities))
        {
            faults.Add($"{Section}:Authorities is not given: name the file with the authorities that issue the callers' certificates.");
        }

        for (var i = 0; i < clients.Principals.Count; i++)
        {
            if (FindFault(clients.Principals[i]) is { } fault)
            {
                faults.Add($"{Section}:Principals:{i} {fault}");
            }
        }
    }

    private static string? FindFault(CertificatePrincipalOptions principal)
    {
        string?[] ways = [principal.Subject, principal.SubjectAlternativeName, principal.Thumbprint];
        return ways.Count(way => !string.IsNullOrEmpty(way)) != 1 ? "needs one of Subject, SubjectAlternativeName and Thumbprint: give one."
            : principal.Name.Length is 0 or > LongestName || principal.Name.Any(char.IsControl)
                ? $"needs a Name of 1 to {LongestName} characters, without control characters."
            : principal.Subject is { Length: > 0 } subject && !IsName(subject)
                ? $"has the Subject \"{subject}\", which is no distinguished name: "
                    + "write it as \"sluice certs inspect\" shows it, such as CN=orders, O=Example."
            : principal.SubjectAlternativeName is { Length: > 0 } name
                && !Array.Exists(Kinds, kind => name.StartsWith(kind, StringComparison.Ordinal))
                ? $"has the SubjectAlternativeName \"{name}\" without its kind: "
                    + $"write one of {string.Join(", ", Kinds)} before it, as \"sluice certs inspect\" shows it."
            : principal.Thumbprint is { Length: > 0 } thumbprint && !IsSha256(thumbprint)
                ? "has a Thumbprint that is no SHA-256 in hexadecimal: take the one that \"sluice certs inspect\" shows."
            : null;
    }

    private static bool IsName(string subject)
    {
        try
        {
            return new X500DistinguishedName(subject).Name.Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool IsSha256(string thumbprint) =>
        thumbprint.Replace(":", "", StringComparison.Ordinal) is { Length: 2 * SHA256.HashSizeInBytes } digits && digits.All(char.IsAsciiHexDigit);
}
