// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Endpoints;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Http;

/// <summary>A body that is sent: a text as it is, bytes as they are, everything else as JSON.</summary>
/// <param name="Bytes">What goes over the wire.</param>
/// <param name="MediaType">Its content type, unless a header names another one.</param>
internal sealed record HttpBody(byte[] Bytes, string MediaType)
{
    /// <summary>The largest body that is read.</summary>
    public const int Largest = 10 * 1024 * 1024;

    /// <summary>Null if there is neither a value nor bytes.</summary>
    public static HttpBody? Of(Outgoing outgoing) => Payload.Of(outgoing) is not { } bytes ? null
        : new HttpBody(bytes, outgoing.Bytes is not null ? "application/octet-stream"
            : outgoing.Value!.GetValueKind() == System.Text.Json.JsonValueKind.String ? "text/plain" : "application/json");

    /// <summary>A request or an answer as patterns are held against it. An empty body is no JSON.</summary>
    public static Candidate Read(string place, byte[] body, IReadOnlyList<KeyValuePair<string, string?>> headers, int? status = null)
    {
        var isJson = Json.TryRead(body, out var value);
        return new Candidate
        {
            Place = place,
            Value = value,
            Bytes = isJson ? default(ReadOnlyMemory<byte>?) : body,
            Headers = headers,
            HeaderNames = StringComparison.OrdinalIgnoreCase,
            Status = status,
        };
    }
}
