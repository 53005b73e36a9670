// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Matching.Operators;

namespace Sluice.Testing.Matching;

/// <summary>Turns a pattern into tests.</summary>
internal sealed class PatternParser(bool strict)
{
    private readonly OperatorParser _operators = new(strict);

    public ValueTest Read(JsonNode? pattern, IReadOnlyList<string> path) => pattern switch
    {
        JsonObject fields => ReadObject(fields, path),
        JsonArray elements => new ArrayTest([.. elements.Select((element, i) => Read(element, [.. path, Index(i)]))]),
        _ => new EqualTest(pattern),
    };

    public static string Index(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private ValueTest ReadObject(JsonObject pattern, IReadOnlyList<string> path)
    {
        var isOperator = pattern.Select(field => IsOperator(field.Key)).ToArray();
        if (isOperator.Length > 0 && isOperator.All(each => each))
        {
            return _operators.Read(pattern, path);
        }

        // Beside fields, patterns of the whole object may stand: $and, $or, $nor.
        var fields = new List<(FieldPath, ValueTest)>();
        var parts = new List<ValueTest>();
        foreach (var (key, value) in strict ? Unfold(pattern) : pattern)
        {
            if (key is "$and" or "$or" or "$nor")
            {
                parts.Add(_operators.Read(new JsonObject { [key] = value?.DeepClone() }, path));
            }
            else if (IsOperator(key))
            {
                throw new PatternException([.. path, key], $"{key} stands beside fields: an operator belongs below the field that it is about.");
            }
            else
            {
                fields.Add((ReadKey(key, path), Read(value, [.. path, key])));
            }
        }

        var fieldsTest = new ObjectTest(fields, strict);
        return parts.Count == 0 ? fieldsTest : new AndTest([fieldsTest, .. parts]);
    }

    private static FieldPath ReadKey(string key, IReadOnlyList<string> path)
    {
        if (!key.StartsWith("$.", StringComparison.Ordinal))
        {
            return new DottedPath(key);
        }

        try
        {
            return new JsonPathField(JsonPath.Parse(key));
        }
        catch (FormatException exception)
        {
            throw new PatternException([.. path, key], exception.Message, exception);
        }
    }

    // A strict match asks which fields there are at each level, so a dotted key counts as the objects that it leads through.
    private static JsonObject Unfold(JsonObject pattern)
    {
        var unfolded = new JsonObject();
        foreach (var (key, value) in pattern)
        {
            var dot = key.StartsWith('$') ? -1 : key.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                unfolded[key] = value?.DeepClone();
            }
            else if (unfolded[key[..dot]] is JsonObject parent)
            {
                parent[key[(dot + 1)..]] = value?.DeepClone();
            }
            else
            {
                unfolded[key[..dot]] = new JsonObject { [key[(dot + 1)..]] = value?.DeepClone() };
            }
        }

        return unfolded;
    }

    private static bool IsOperator(string key) => key.StartsWith('$') && !key.StartsWith("$.", StringComparison.Ordinal);
}
