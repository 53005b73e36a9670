// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text;
using System.Text.Unicode;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Http;

/// <summary>Makes what is remembered of what the listener hands out.</summary>
internal static class StubRequestReader
{
    // For what surrounds a request in memory.
    private const int Overhead = 1_000;

    public static StubRequest Read(HttpListenerRequest request, byte[] body, StubServerOptions options)
    {
        var path = request.RawUrl is ['/', ..] raw ? raw : request.Url!.PathAndQuery;
        var method = request.HttpMethod.ToUpperInvariant();
        var candidate = HttpBody.Read($"{method} {path}", body, HeadersOf(request));
        return new StubRequest
        {
            Method = method,
            Path = path,
            Candidate = candidate,
            ArrivedAt = options.Time.GetUtcNow(),
            CaseId = options.Id?.ReadText(candidate),
            Size = SizeOf(candidate, body),
        };
    }

    // A tree of JSON takes several times its text.
    private static long SizeOf(Candidate candidate, byte[] body) =>
        Overhead + (candidate.Bytes is null ? 4L * body.Length : body.Length)
            + candidate.Headers.Sum(header => 2L * (header.Key.Length + header.Value!.Length));

    // By number, since by name the values of some headers are taken apart at their commas.
    private static KeyValuePair<string, string?>[] HeadersOf(HttpListenerRequest request) =>
    [
        .. Enumerable.Range(0, request.Headers.Count).SelectMany(i =>
            (request.Headers.GetValues(i) ?? []).Select(value => KeyValuePair.Create(request.Headers.GetKey(i)!, (string?)Decode(value)))),
    ];

    // The listener makes a letter of every byte.
    private static string Decode(string value)
    {
        if (Ascii.IsValid(value) || value.Any(letter => letter > byte.MaxValue))
        {
            return value;
        }

        var bytes = Encoding.Latin1.GetBytes(value);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : value;
    }
}
