// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Matching;

/// <summary>
/// Operators for a <see cref="Match"/> in code. Each is the JSON that a case file has in its place: <c>Is.In("gold", "silver")</c> is
/// <c>{ $in: [gold, silver] }</c>. A field can have one; for several, write the JSON.
/// </summary>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "Reads as what it means; Visual Basic writes [Is].")]
public static class Is
{
    /// <summary>There and not null.</summary>
    public static JsonNode Any => Operator("$any", true);

    /// <summary>Not there at all.</summary>
    public static JsonNode Missing => Operator("$exists", false);

    /// <summary>A date with time by ISO 8601.</summary>
    public static JsonNode Date => Operator("$type", "date");

    /// <summary>A number as near as <paramref name="within"/>, by default a billionth of the value.</summary>
    public static JsonNode Approx(double value, double? within = null) =>
        Operator("$approx", within is { } distance ? new JsonObject { ["value"] = value, ["within"] = distance } : value);

    /// <summary>Another value than this.</summary>
    public static JsonNode Not(object? value) => Operator("$ne", Json.Of(value));

    /// <summary>More than this: a number, a text or a date.</summary>
    public static JsonNode GreaterThan(object value) => Operator("$gt", Json.Of(value));

    /// <summary>This or more.</summary>
    public static JsonNode AtLeast(object value) => Operator("$gte", Json.Of(value));

    /// <summary>Less than this.</summary>
    public static JsonNode LessThan(object value) => Operator("$lt", Json.Of(value));

    /// <summary>This or less.</summary>
    public static JsonNode AtMost(object value) => Operator("$lte", Json.Of(value));

    /// <summary>One of these.</summary>
    public static JsonNode In(params object?[] values) => Operator("$in", Array(values));

    /// <summary>None of these.</summary>
    public static JsonNode NotIn(params object?[] values) => Operator("$nin", Array(values));

    /// <summary>An array that has all of these.</summary>
    public static JsonNode All(params object?[] values) => Operator("$all", Array(values));

    /// <summary>A text in which the regular expression is found.</summary>
    public static JsonNode Like(string expression) => Operator("$regex", expression);

    /// <summary>Of the type: MongoDB's names, such as <c>string</c>, <c>number</c>, <c>array</c>, <c>date</c>.</summary>
    public static JsonNode OfType(string type) => Operator("$type", type);

    /// <summary>An array of so many elements.</summary>
    public static JsonNode Size(int count) => Operator("$size", count);

    /// <summary>An array with an element that matches.</summary>
    public static JsonNode Element(object pattern) => Operator("$elemMatch", Json.Of(pattern));

    /// <summary>This very value, whatever its keys begin with.</summary>
    public static JsonNode Literal(object? value) => Operator("$literal", Json.Of(value));

    private static JsonObject Operator(string name, JsonNode? operand) => new() { [name] = operand };

    private static JsonArray Array(object?[] values) => [.. values.Select(Json.Of)];
}
