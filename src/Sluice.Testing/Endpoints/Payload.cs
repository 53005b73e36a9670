// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Endpoints;

/// <summary>Values as bytes, and as a reader sees them.</summary>
internal static class Payload
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes to send: a text as it is, everything else as JSON; null for a tombstone.</summary>
    public static byte[]? Of(Outgoing outgoing) => outgoing.Bytes ?? outgoing.Value switch
    {
        null => null,
        var text when text.GetValueKind() == JsonValueKind.String => Encoding.UTF8.GetBytes(text.GetValue<string>()),
        var value => Encoding.UTF8.GetBytes(value.ToJsonString(Plain)),
    };

    public static string? Show(Candidate candidate) =>
        candidate.IsTombstone ? null
        : candidate.Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes: {Convert.ToHexString(bytes.Span[..Math.Min(64, bytes.Length)])}")
        : candidate.Value?.ToJsonString(Plain) ?? "null";

    public static string? Show(Outgoing outgoing) => outgoing.Bytes is { } bytes
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes: {Convert.ToHexString(bytes.AsSpan(0, Math.Min(64, bytes.Length)))}")
        : outgoing.Value?.ToJsonString(Plain);
}
