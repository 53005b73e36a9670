// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Sluice.Testing.Matching.Operators;
using Sluice.Testing.Results;

namespace Sluice.Testing.Matching;

/// <summary>What a record or document as a whole must be. Thread-safe.</summary>
internal sealed class RecordPattern
{
    private readonly List<(string Path, Func<Candidate, Found> Read, ValueTest Test)> _parts = [];
    private bool _tombstone;
    private ReadOnlyMemory<byte>? _bytes;
    private Matcher? _value;

    /// <summary>The value's pattern as it was written, for a reader; null if there is none.</summary>
    public JsonNode? Written { get; private set; }

    /// <summary>Reads the parts that there are. What is null is not asked for.</summary>
    /// <exception cref="PatternException">One cannot be used; its path begins with <c>match</c>, <c>key</c>, <c>headers</c> or <c>status</c>.</exception>
    public static RecordPattern Parse(
        JsonNode? match, bool strict, JsonNode? key, JsonObject? headers, int? partition, bool tombstone, ReadOnlyMemory<byte>? bytes,
        JsonNode? status = null)
    {
        var pattern = new RecordPattern { _tombstone = tombstone, _bytes = bytes, Written = match };
        if (match is not null)
        {
            pattern._value = At("match", () => Matcher.Parse(match, strict));
        }

        if (status is not null)
        {
            pattern._parts.Add((
                "status", candidate => candidate.Status is { } own ? Found.Of(own) : Found.Nothing, new PatternParser(strict: false).Read(status, ["status"])));
        }

        if (key is not null)
        {
            pattern._parts.Add(("key", candidate => candidate.Key is { } text ? Found.Of(text) : Found.Nothing, ReadText(["key"], key)));
        }

        foreach (var (name, test) in headers ?? [])
        {
            pattern._parts.Add(($"headers.{name}", candidate => HeaderOf(candidate, name), ReadText(["headers", name], test)));
        }

        if (partition is { } number)
        {
            pattern._parts.Add(("partition", candidate => candidate.Partition is { } own ? Found.Of(own) : Found.Nothing, new EqualTest(number)));
        }

        return pattern;
    }

    /// <summary>Every path at which the candidate differs; empty if it matches.</summary>
    public IReadOnlyList<Difference> Compare(Candidate candidate)
    {
        var differences = new List<Difference>();
        foreach (var (path, read, test) in _parts)
        {
            test.Explain(path, read(candidate), differences);
        }

        if (_tombstone && !candidate.IsTombstone)
        {
            differences.Add(new("value", "expected a tombstone", Show(candidate)));
        }

        if (_bytes is { } bytes && !(candidate.Bytes is { } own && own.Span.SequenceEqual(bytes.Span)))
        {
            differences.Add(new("value", $"expected the {bytes.Length} bytes {Convert.ToHexString(bytes.Span[..Math.Min(32, bytes.Length)])}", Show(candidate)));
        }

        if (_value is not null)
        {
            if (candidate.IsTombstone || candidate.Bytes is not null)
            {
                differences.Add(new("value", "expected JSON", ShowNoJson(candidate)));
            }
            else
            {
                differences.AddRange(_value.Compare(candidate.Value));
            }
        }

        return differences;
    }

    /// <summary>The candidate that differs at the fewest paths, the latest of equals; null if there is none.</summary>
    public (Candidate Candidate, IReadOnlyList<Difference> Differences)? Closest(IEnumerable<Candidate> candidates)
    {
        (Candidate, IReadOnlyList<Difference> Differences)? closest = null;
        foreach (var candidate in candidates)
        {
            var differences = Compare(candidate);
            if (closest is null || differences.Count <= closest.Value.Differences.Count)
            {
                closest = (candidate, differences);
            }
        }

        return closest;
    }

    private static string Show(Candidate candidate) =>
        candidate.IsTombstone ? "a tombstone"
        : candidate.Bytes is { } bytes
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes that are not JSON: {Convert.ToHexString(bytes.Span[..Math.Min(32, bytes.Length)])}")
        : Json.Show(candidate.Value);

    // Where JSON was expected, a page in HTML or a stack trace tells more as the text that it is.
    private static string ShowNoJson(Candidate candidate) =>
        candidate.Bytes is not { } bytes ? Show(candidate)
        : bytes.Length == 0 ? "an empty value"
        : Utf8.IsValid(bytes.Span) && Encoding.UTF8.GetString(bytes.Span) is var text && text.All(letter => !char.IsControl(letter) || char.IsWhiteSpace(letter))
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes.Length} bytes that are not JSON: {Json.Show(text)}")
        : Show(candidate);

    // Keys and headers are texts: 42 in a file means the text 42.
    private static ValueTest ReadText(IReadOnlyList<string> path, JsonNode? pattern) =>
        pattern is JsonValue value && value.GetValueKind() != JsonValueKind.String
            ? new EqualTest(value.ToJsonString())
            : new PatternParser(strict: false).Read(pattern, path);

    // A header may come several times: the values are one to a test, or an array.
    private static Found HeaderOf(Candidate candidate, string name)
    {
        string?[] values = [.. candidate.HeaderValues(name)];
        return values.Length switch
        {
            0 => Found.Nothing,
            1 => Found.Of(values[0]),
            _ => Found.Of(new JsonArray([.. values.Select(value => (JsonNode?)value)])),
        };
    }

    private static T At<T>(string part, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (PatternException exception)
        {
            throw new PatternException([part, .. exception.Path], exception.Message, exception);
        }
    }
}
