// SPDX-License-Identifier: Apache-2.0

using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Core.Connections.Stores;

namespace Sluice.Cli.Certificates;

/// <summary>A store for programs; documented in <c>docs/reference/cli.md</c>.</summary>
internal static class InspectionJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream output, StoreFile store, TimeProvider time)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("file", store.Name);
        json.WriteString("kind", store.Kind.ToString().ToLowerInvariant());
        json.WriteStartArray("entries");
        foreach (var entry in store.Entries)
        {
            WriteEntry(json, entry, time);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, StoreEntry entry, TimeProvider time)
    {
        json.WriteStartObject();
        json.WriteString("alias", entry.Alias);
        json.WriteString("type", entry is KeyEntry ? "key" : "trusted");
        json.WriteStartArray("certificates");
        foreach (var certificate in entry.Certificates)
        {
            WriteCertificate(json, certificate);
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (var problem in entry.FindProblems(time))
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Kind.ToString()));
            json.WriteString("detail", problem.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCertificate(Utf8JsonWriter json, StoreCertificate certificate)
    {
        json.WriteStartObject();
        json.WriteString("subject", certificate.Subject);
        json.WriteString("issuer", certificate.Issuer);
        json.WriteString("serial_number", certificate.SerialNumber);
        json.WriteStartArray("names");
        foreach (var name in certificate.SubjectAlternativeNames)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteString("key_algorithm", certificate.KeyAlgorithm);
        if (certificate.KeySize is { } size)
        {
            json.WriteNumber("key_size", size);
        }

        json.WriteString("not_before", certificate.NotBefore.UtcDateTime);
        json.WriteString("not_after", certificate.NotAfter.UtcDateTime);
        json.WriteString("sha256_fingerprint", certificate.Sha256Fingerprint);
        json.WriteBoolean("certificate_authority", certificate.IsCertificateAuthority);
        json.WriteEndObject();
    }
}
