// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Sluice.Testing.Matching;

/// <summary>A JSONPath, as Newtonsoft.Json understands it: <c>$.customer.id</c>, <c>$.lines[*].sku</c>, <c>$.lines[?(@.qty &gt; 1)]</c>.</summary>
internal sealed class JsonPath
{
    private static readonly JsonSelectSettings Settings = new() { RegexMatchTimeout = TimeSpan.FromSeconds(1) };

    private JsonPath(string text) => Text = text;

    public string Text { get; }

    /// <summary>Whether it finds one value at most.</summary>
    public bool IsDefinite => !Text.Contains('*', StringComparison.Ordinal) && !Text.Contains("..", StringComparison.Ordinal)
        && !Text.Contains('?', StringComparison.Ordinal) && !Text.Contains(':', StringComparison.Ordinal) && !Text.Contains(',', StringComparison.Ordinal);

    /// <summary>The first name in it.</summary>
    public string First => Text[2..].Split('.', '[')[0];

    /// <summary>Reads a path.</summary>
    /// <exception cref="FormatException">It is none; the text says why.</exception>
    public static JsonPath Parse(string text)
    {
        if (!text.StartsWith("$.", StringComparison.Ordinal))
        {
            throw new FormatException($"\"{text}\" is no JSONPath: it begins with \"$.\".");
        }

        try
        {
            _ = new JObject().SelectTokens(text, Settings).Any();
        }
        catch (JsonException exception)
        {
            throw new FormatException($"\"{text}\" is no JSONPath: {exception.Message}", exception);
        }

        return new JsonPath(text);
    }

    /// <summary>What it finds, in the order of the document. The values are the document's own.</summary>
    /// <exception cref="PatternException">A regular expression in it takes too long.</exception>
    public IReadOnlyList<JsonNode?> Select(JsonNode? root)
    {
        if (root is null)
        {
            return [];
        }

        // Found in a copy, and taken from the document by the way there: the copy's numbers have fewer digits.
        using var reader = new JsonTextReader(new StringReader(root.ToJsonString())) { DateParseHandling = DateParseHandling.None, MaxDepth = null };
        try
        {
            return [.. JToken.ReadFrom(reader).SelectTokens(Text, Settings).Select(token => Same(token, root))];
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new PatternException([], $"The expression in {Text} did not come to an end within {exception.MatchTimeout.TotalSeconds:0.#} s.", exception);
        }
    }

    private static JsonNode? Same(JToken token, JsonNode root) => token.Parent switch
    {
        null => root,
        JProperty property => Same(property.Parent!, root)![property.Name],
        var parent => Same(parent, root)![((JArray)parent).IndexOf(token)],
    };
}
