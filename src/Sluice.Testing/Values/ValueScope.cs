// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Core.Errors;

namespace Sluice.Testing.Values;

/// <summary>
/// What <c>${…}</c> stands for: names that have a value here (<c>id</c>, <c>lane</c>, a row's columns, what steps kept), <c>env:X</c>,
/// <c>secret:X</c>, <c>file:PATH</c>, <c>uuid</c>, and <c>now</c> with a distance (<c>now+5m</c>). Immutable; thread-safe.
/// </summary>
internal sealed class ValueScope
{
    private readonly ValueSources _sources;
    private readonly IReadOnlyDictionary<string, JsonNode?> _names;

    public ValueScope(ValueSources sources)
        : this(sources, new Dictionary<string, JsonNode?>())
    {
    }

    private ValueScope(ValueSources sources, IReadOnlyDictionary<string, JsonNode?> names)
    {
        _sources = sources;
        _names = names;
    }

    /// <summary>The same with one name more, or another value of it.</summary>
    public ValueScope With(string name, JsonNode? value) => new(_sources, new Dictionary<string, JsonNode?>(_names) { [name] = value });

    /// <summary>The same, with paths of files that begin at another folder.</summary>
    public ValueScope In(string folder) => new(_sources.In(folder), _names);

    /// <summary>The template with values in it. A text that is one expression alone becomes its value, so that a number stays one.</summary>
    /// <exception cref="ValueException">An expression has no value.</exception>
    public JsonNode? Resolve(JsonNode? template) => Resolve(template, []);

    /// <summary>The text with values in it.</summary>
    /// <exception cref="ValueException">An expression has no value.</exception>
    public string ResolveText(string template) => Text(Template.Parse(template), []);

    private JsonNode? Resolve(JsonNode? template, IReadOnlyList<string> path) => template switch
    {
        JsonObject fields => new JsonObject(fields.Select(field =>
            KeyValuePair.Create(Text(Template.Parse(field.Key), [.. path, field.Key]), Resolve(field.Value, [.. path, field.Key])))),
        JsonArray items => new JsonArray([.. items.Select((item, i) => Resolve(item, [.. path, i.ToString(CultureInfo.InvariantCulture)]))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => ResolveScalar(value.GetValue<string>(), path),
        _ => template?.DeepClone(),
    };

    private JsonNode? ResolveScalar(string text, IReadOnlyList<string> path)
    {
        try
        {
            return Template.Parse(text) switch
            {
                [(var expression, true)] => Evaluate(expression, path)?.DeepClone(),
                var parts => Text(parts, path),
            };
        }
        catch (ValueException exception) when (exception.Path.Count == 0 && path.Count > 0)
        {
            throw new ValueException(exception.Message, path, exception);
        }
    }

    private string Text(IReadOnlyList<(string Text, bool IsExpression)> parts, IReadOnlyList<string> path) => string.Concat(parts.Select(part =>
        !part.IsExpression ? part.Text
        : Evaluate(part.Text, path) is { } value ? (value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString())
        : "null"));

    private JsonNode? Evaluate(string expression, IReadOnlyList<string> path)
    {
        if (_names.TryGetValue(expression, out var known))
        {
            return known;
        }

        var colon = expression.IndexOf(':', StringComparison.Ordinal);
        var argument = colon < 0 ? "" : expression[(colon + 1)..];
        try
        {
            return (colon < 0 ? expression : expression[..colon]) switch
            {
                "env" when argument.Length > 0 => _sources.Environment(argument),
                "secret" when argument.Length > 0 => _sources.Secret(argument),
                "file" when argument.Length > 0 => _sources.File(argument),
                "uuid" when colon < 0 => Guid.NewGuid().ToString(),
                ['n', 'o', 'w', .. var distance] when colon < 0 => _sources.Now(distance),
                _ => Member(expression),
            };
        }
        catch (ValueException exception) when (path.Count > 0)
        {
            throw new ValueException(exception.Message, path, exception);
        }
    }

    // ${order.customer.id}: a part of what a step kept.
    private JsonNode? Member(string expression)
    {
        var names = expression.Split('.');
        if (_names.TryGetValue(names[0], out var node) && names.Length > 1)
        {
            foreach (var name in names.Skip(1))
            {
                node = node is JsonObject fields && fields.TryGetPropertyValue(name, out var field)
                    ? field
                    : throw new ValueException($"${{{expression}}} has no value: {names[0]} has no \"{name}\".");
            }

            return node;
        }

        string[] known = [.. _names.Keys, "uuid", "now"];
        throw new ValueException($"${{{expression}}} has no value here"
            + (Suggestion.For(expression, known) is { } meant ? $": did you mean ${{{meant}}}?" : $". There are {string.Join(", ", known)}, env:NAME, secret:NAME and file:PATH."));
    }
}
