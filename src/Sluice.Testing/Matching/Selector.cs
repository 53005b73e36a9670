// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>
/// Where in a record or document something stands, such as the case's id: <c>$.orderId</c>, <c>key</c>, <c>header:correlation-id</c>, or
/// <c>_id</c> for a document's id.
/// </summary>
internal sealed class Selector
{
    private readonly Func<Candidate, Found> _read;

    private Selector(string text, Func<Candidate, Found> read, bool readsValue = true)
    {
        Text = text;
        _read = read;
        ReadsValue = readsValue;
    }

    public string Text { get; }

    /// <summary>Whether the value is looked into, which then has to be read for every record that comes.</summary>
    public bool ReadsValue { get; }

    /// <summary>Whether it is a record's key, which needs no looking for.</summary>
    public bool IsKey => Text == "key";

    /// <summary>Reads a selector.</summary>
    /// <exception cref="FormatException">It is none; the text says what there is.</exception>
    public static Selector Parse(string text) => text switch
    {
        "key" => new(text, candidate => candidate.Key is { } key ? Found.Of(key) : Found.Nothing, readsValue: false),
        "_id" or "$._id" => new(text, candidate => candidate.DocumentId is { } id ? Found.Of(id) : Field(candidate, "_id")),
        _ when text.StartsWith("header:", StringComparison.Ordinal) && text.Length > 7 => Header(text, text[7..]),
        _ when text.StartsWith("$.", StringComparison.Ordinal) => Path(text, JsonPath.Parse(text)),
        _ => throw new FormatException($"\"{text}\" names no place: it is a JSONPath such as $.orderId, key, header:NAME, or _id."),
    };

    /// <summary>What stands there: the first of several.</summary>
    public Found Read(Candidate candidate) => _read(candidate);

    /// <summary>What stands there as text; null if it is not there, is null, or is no plain value.</summary>
    public string? ReadText(Candidate candidate) => _read(candidate).Value is JsonValue value ? Json.TextOf(value) : null;

    private static Selector Path(string text, JsonPath path) =>
        new(text, candidate => path.Select(candidate.Value) is [var first, ..] ? Found.Of(first) : Found.Nothing);

    private static Selector Header(string text, string name) => new(text, candidate =>
        candidate.HeaderValues(name).Select(value => Found.Of(value)).FirstOrDefault(), readsValue: false);

    private static Found Field(Candidate candidate, string name) =>
        candidate.Value is JsonObject value && value.TryGetPropertyValue(name, out var field) ? Found.Of(field) : Found.Nothing;
}
