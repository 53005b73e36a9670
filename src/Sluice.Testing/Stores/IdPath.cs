// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores;

/// <summary>The path of an endpoint's id: <c>_id</c>, <c>$._id</c>, <c>$.orderId</c>, <c>order.id</c>.</summary>
internal sealed class IdPath
{
    private static readonly SearchValues<char> BeyondNames = SearchValues.Create("[]*?()$@'\"");
    private readonly string[]? _names;

    private IdPath(string[]? names, bool isOwn) => (_names, IsOwn) = (names, isOwn);

    /// <summary>The store's own id.</summary>
    public static IdPath Own { get; } = Parse("_id");

    /// <summary>True if this is the id by which the store itself knows the document.</summary>
    public bool IsOwn { get; }

    /// <summary>The path with dots between the names; null if it is more than names, so that only the kit's JSONPath can evaluate it.</summary>
    public string? Dotted => _names is null ? null : string.Join('.', _names);

    /// <summary>Reads the text of a pipeline file; what is more than names with dots is left to the kit's JSONPath.</summary>
    public static IdPath Parse(string text)
    {
        var path = text.StartsWith("$.", StringComparison.Ordinal) ? text[2..] : text;
        var names = path.Split('.');
        var isPlain = !path.AsSpan().ContainsAny(BeyondNames) && names.All(name => name.Length > 0);
        return new IdPath(isPlain ? names : null, path == "_id");
    }

    /// <summary>False if the document certainly carries another id.</summary>
    public bool MayMatch(StoredDocument document, string? id)
    {
        if (id is null || (_names is null && !IsOwn))
        {
            return true;
        }

        return IsOwn ? document.Id == id : TextOf(document.Document) == id;
    }

    private string? TextOf(JsonNode document)
    {
        var node = (JsonNode?)document;
        foreach (var name in _names!)
        {
            node = node is JsonObject fields && fields.TryGetPropertyValue(name, out var value) ? value : null;
        }

        return node is JsonValue leaf && leaf.TryGetValue<string>(out var text) ? text : node?.ToJsonString();
    }
}
