// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Core.Errors;
using Sluice.Testing.Matching.Operators;

namespace Sluice.Testing.Matching;

/// <summary>Reads operators: MongoDB's, and <c>$any</c>, <c>$approx</c> and <c>$literal</c>.</summary>
internal sealed class OperatorParser(bool strict)
{
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    private static readonly string[] Names =
    [
        "$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin", "$regex", "$options", "$exists", "$type", "$size", "$all", "$elemMatch", "$not",
        "$and", "$or", "$nor", "$any", "$approx", "$literal",
    ];

    public ValueTest Read(JsonObject operators, IReadOnlyList<string> path)
    {
        if (operators.ContainsKey("$options") && !operators.ContainsKey("$regex"))
        {
            throw new PatternException([.. path, "$options"], "$options stands beside $regex alone.");
        }

        var tests = operators.Where(each => each.Key != "$options").Select(each => Read(each.Key, each.Value, operators, [.. path, each.Key])).ToArray();
        return tests.Length == 1 ? tests[0] : new AndTest(tests);
    }

    private ValueTest Read(string name, JsonNode? operand, JsonObject beside, IReadOnlyList<string> path) => name switch
    {
        "$eq" => new EqualTest(operand),
        "$ne" => new NotTest(new EqualTest(operand)),
        "$gt" => Order(">", operand, path, order => order > 0),
        "$gte" => Order("≥", operand, path, order => order >= 0),
        "$lt" => Order("<", operand, path, order => order < 0),
        "$lte" => Order("≤", operand, path, order => order <= 0),
        "$in" => AnyOf(operand, path),
        "$nin" => new NotTest(AnyOf(operand, path)),
        "$regex" => new RegexTest(Expression(operand, beside["$options"], path)),
        "$exists" => new ExistsTest(Flag(operand, path)),
        "$any" => Flag(operand, path) ? new AnyTest() : new NotTest(new AnyTest()),
        "$type" => new TypeTest([.. Several(operand).Select(type => TypeOf(type, path))]),
        "$size" => new SizeTest(Count(operand, path)),
        "$all" => new AllTest([.. List(operand, path).Select((each, i) => (Element(each, [.. path, PatternParser.Index(i)]), Json.Show(each)))]),
        "$elemMatch" => new ElementTest(Pattern(operand as JsonObject ?? throw Wrong(path, "a pattern"), path)),
        "$not" => new NotTest(Pattern(operand as JsonObject ?? throw Wrong(path, "operators, as in { $not: { $gt: 5 } }"), path)),
        "$and" => new AndTest(Patterns(operand, path)),
        "$or" => new OrTest(Patterns(operand, path)),
        "$nor" => new NotTest(new OrTest(Patterns(operand, path))),
        "$approx" => Approx(operand, path),
        "$literal" => new LiteralTest(operand),
        _ => throw new PatternException(path, $"There is no operator {name}"
            + (Suggestion.For(name, Names) is { } meant ? $": did you mean {meant}?" : ". A field that is called so is written { $literal: … } around its object.")),
    };

    private static OrderTest Order(string sign, JsonNode? bound, IReadOnlyList<string> path, Func<int, bool> fits) =>
        bound?.GetValueKind() is JsonValueKind.Number or JsonValueKind.String ? new OrderTest(sign, bound, fits) : throw Wrong(path, "a number or a text");

    private static AnyOfTest AnyOf(JsonNode? operand, IReadOnlyList<string> path)
    {
        var list = List(operand, path);
        return new AnyOfTest([.. list.Select(each => new EqualTest(each))], string.Join(", ", list.Select(Plain)));
    }

    private static string Plain(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? Json.TextOf(value) : Json.Show(value);

    private static Regex Expression(JsonNode? operand, JsonNode? options, IReadOnlyList<string> path)
    {
        if (operand?.GetValueKind() != JsonValueKind.String || options is not null && options.GetValueKind() != JsonValueKind.String)
        {
            throw Wrong(path, "a text (and $options one of the letters i, m, s, x)");
        }

        var flags = RegexOptions.CultureInvariant;
        foreach (var letter in options?.GetValue<string>() ?? "")
        {
            flags |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw new PatternException(path, $"$options has the letters i, m, s and x, not \"{letter}\"."),
            };
        }

        try
        {
            return new Regex(operand.GetValue<string>(), flags, RegexTimeout);
        }
        catch (ArgumentException exception)
        {
            throw new PatternException(path, $"$regex is no regular expression: {exception.Message}", exception);
        }
    }

    private static JsonType TypeOf(JsonNode? type, IReadOnlyList<string> path)
    {
        var text = type is null ? "null" : Plain(type);
        return JsonType.All.FirstOrDefault(each => each.Name == text || (each.Number > 0 && each.Number.ToString(CultureInfo.InvariantCulture) == text))
            ?? throw new PatternException(path, $"$type knows no \"{text}\""
                + (Suggestion.For(text, JsonType.All.Select(each => each.Name)) is { } meant ? $": did you mean {meant}?" : $", but {string.Join(", ", JsonType.All.Select(each => each.Name))}."));
    }

    private static ApproxTest Approx(JsonNode? operand, IReadOnlyList<string> path)
    {
        var (value, within) = operand is JsonObject pair && pair.All(field => field.Key is "value" or "within")
            ? (pair["value"], pair["within"])
            : (operand, null);
        const string Form = "a number, or { value: 12.5, within: 0.01 }";
        return new ApproxTest(
            Number(value) ?? throw Wrong(path, Form),
            within is null ? null : Number(within) is >= 0 and var distance ? distance : throw Wrong(path, Form));
    }

    private static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number
        ? double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
        : null;

    private static int Count(JsonNode? operand, IReadOnlyList<string> path) =>
        operand?.GetValueKind() == JsonValueKind.Number && int.TryParse(operand.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw Wrong(path, "a whole number from 0 on");

    private static bool Flag(JsonNode? operand, IReadOnlyList<string> path) =>
        operand?.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? operand.GetValue<bool>() : throw Wrong(path, "true or false");

    private static IReadOnlyList<JsonNode?> Several(JsonNode? operand) => operand is JsonArray list ? [.. list] : [operand];

    private static JsonArray List(JsonNode? operand, IReadOnlyList<string> path) => operand as JsonArray ?? throw Wrong(path, "a list");

    private ValueTest[] Patterns(JsonNode? operand, IReadOnlyList<string> path) => List(operand, path) is { Count: > 0 } list
        ? [.. list.Select((each, i) => Pattern(each as JsonObject ?? throw Wrong(path, "a list of patterns"), [.. path, PatternParser.Index(i)]))]
        : throw Wrong(path, "a list of one pattern or more");

    private ValueTest Element(JsonNode? element, IReadOnlyList<string> path) => new PatternParser(strict).Read(element, path);

    private ValueTest Pattern(JsonObject pattern, IReadOnlyList<string> path) => new PatternParser(strict).Read(pattern, path);

    private static PatternException Wrong(IReadOnlyList<string> path, string form) => new(path, $"{path[^1].TrimStart()} takes {form}.");
}
