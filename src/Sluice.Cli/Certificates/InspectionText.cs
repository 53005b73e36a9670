// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core.Connections.Stores;

namespace Sluice.Cli.Certificates;

/// <summary>A store for people: each entry with its chain, and what is wrong with it.</summary>
internal static class InspectionText
{
    public static void Write(TextWriter text, StoreFile store, TimeProvider time)
    {
        var count = store.Entries.Count;
        text.WriteLine($"{store.Name}: {NameOf(store.Kind)}, {count} {(count == 1 ? "entry" : "entries")}");
        foreach (var entry in store.Entries)
        {
            text.WriteLine();
            text.WriteLine(entry is KeyEntry
                ? $"{entry.Alias}: private key, chain of {entry.Certificates.Count}"
                : $"{entry.Alias}: trusted certificate");
            foreach (var (number, certificate) in entry.Certificates.Index())
            {
                WriteCertificate(text, entry is KeyEntry ? $"{number + 1}." : "-", certificate);
            }

            foreach (var problem in entry.FindProblems(time))
            {
                text.WriteLine($"  ! {char.ToUpperInvariant(problem.Detail[0])}{problem.Detail[1..]}");
            }
        }
    }

    public static string NameOf(StoreKind kind) => kind switch
    {
        StoreKind.Jks => "JKS",
        StoreKind.Pkcs12 => "PKCS#12",
        _ => "PEM",
    };

    private static void WriteCertificate(TextWriter text, string number, StoreCertificate certificate)
    {
        text.WriteLine($"  {number} {certificate.Subject}{(certificate.IsCertificateAuthority ? " (certificate authority)" : "")}");
        WriteField("issuer", certificate.IsSelfIssued ? "itself" : certificate.Issuer);
        if (certificate.SubjectAlternativeNames.Count > 0)
        {
            WriteField("names", string.Join(", ", certificate.SubjectAlternativeNames));
        }

        WriteField("key", certificate.KeySize is { } size ? $"{certificate.KeyAlgorithm}, {size} bits" : certificate.KeyAlgorithm);
        WriteField("valid", $"{Time(certificate.NotBefore)} to {Time(certificate.NotAfter)} UTC");
        WriteField("SHA-256", certificate.Sha256Fingerprint);

        void WriteField(string name, string value) => text.WriteLine($"     {name,-8} {value}");
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
