// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>What a property's value may be.</summary>
/// <param name="Allowed">The values in words, to complete "it must be …".</param>
/// <param name="Read">The value in its one form, or null if it is not allowed.</param>
internal sealed record JavaValue(string Allowed, Func<string, string?> Read)
{
    public static readonly JavaValue Text = new("any text", text => text);
    public static readonly JavaValue Flag = new("true or false", text => AnyCaseOf("true", "false").Read(text.Trim()));
    public static readonly JavaValue List = new("a list with commas", text => string.Join(',', text.Split(',', StringSplitOptions.TrimEntries)));

    /// <summary>The numbers that Java's <c>int</c> has, from a minimum.</summary>
    public static JavaValue Int(int least = 0) => Whole(least, int.MaxValue);

    /// <summary>The numbers that Java's <c>long</c> has, from a minimum.</summary>
    public static JavaValue Long(long least = 0) => Whole(least, long.MaxValue);

    public static JavaValue Whole(long least, long most) => new(
        $"a whole number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}",
        text => !text.Contains('\0') && long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number.ToString(CultureInfo.InvariantCulture) : null);

    /// <summary>One of these, as written here.</summary>
    public static JavaValue OneOf(params string[] choices) => Choice(StringComparison.Ordinal, choices);

    /// <summary>One of these, in upper or lower case.</summary>
    public static JavaValue AnyCaseOf(params string[] choices) => Choice(StringComparison.OrdinalIgnoreCase, choices);

    private static JavaValue Choice(StringComparison comparison, string[] choices) =>
        new(string.Join(", ", choices[..^1]) + " or " + choices[^1], text => Array.Find(choices, choice => choice.Equals(text, comparison)));
}
