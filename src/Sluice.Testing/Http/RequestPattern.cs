// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Core.Errors;
using Sluice.Testing.Matching;
using Sluice.Testing.Results;

namespace Sluice.Testing.Http;

/// <summary>
/// What a request must be. A <c>path</c> without a <c>?</c> is the path alone; one with it, and every matcher, are held against the path and its
/// query, both as they were sent. Thread-safe.
/// </summary>
internal sealed class RequestPattern
{
    private static readonly string[] Keys = ["method", "path", "headers", "match"];

    private readonly RecordPattern _content;
    private readonly ValueTest? _method;
    private readonly ValueTest? _path;
    private readonly bool _withQuery;

    private RequestPattern(JsonObject written)
    {
        if (written.Select(field => field.Key).FirstOrDefault(key => !Keys.Contains(key)) is { } unknown)
        {
            throw new PatternException(["request", unknown], $"a request has no \"{unknown}\""
                + (Suggestion.For(unknown, Keys) is { } meant ? $": did you mean \"{meant}\"?" : $": there are {string.Join(", ", Keys)}."));
        }

        _method = Test(written["method"] is JsonValue method && method.GetValueKind() == JsonValueKind.String
            ? method.GetValue<string>().ToUpperInvariant() : written["method"], "method");
        _path = Test(written["path"], "path");
        _withQuery = written["path"] is not JsonValue path || path.ToString().Contains('?', StringComparison.Ordinal);
        var headers = written["headers"] as JsonObject;
        if (written["headers"] is not null && headers is null)
        {
            throw new PatternException(["request", "headers"], "headers are an object: a pattern by name.");
        }

        _content = Below(() => RecordPattern.Parse(written["match"], strict: false, null, headers, null, tombstone: false, bytes: null));
    }

    /// <summary>Every request.</summary>
    public static RequestPattern Any { get; } = new([]);

    /// <summary>Reads <c>method</c>, <c>path</c>, <c>headers</c> and <c>match</c>, as many as there are.</summary>
    /// <exception cref="PatternException">One cannot be used; its path begins with <c>request</c>.</exception>
    public static RequestPattern Parse(JsonObject? written) => written is null ? Any : new RequestPattern(written);

    /// <summary>Every part in which the request differs; empty if it matches.</summary>
    public IReadOnlyList<Difference> Compare(StubRequest request)
    {
        var differences = new List<Difference>();
        _method?.Explain("method", Found.Of(request.Method), differences);
        _path?.Explain("path", Found.Of(_withQuery ? request.Path : request.Path.Split('?')[0]), differences);
        differences.AddRange(_content.Compare(request.Candidate));
        return differences;
    }

    private static ValueTest? Test(JsonNode? pattern, string part) =>
        pattern is null ? null : Below(() => new PatternParser(strict: false).Read(pattern, [part]));

    private static T Below<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (PatternException exception)
        {
            throw new PatternException(["request", .. exception.Path], exception.Message, exception);
        }
    }
}
