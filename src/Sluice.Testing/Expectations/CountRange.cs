// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Testing.Expectations;

/// <summary>How many are expected.</summary>
/// <param name="Least">At least so many.</param>
/// <param name="Most">At most so many; null for no bound.</param>
internal readonly partial record struct CountRange(int Least, int? Most)
{
    public const string Form = "a number, \">=2\", \"<=2\", \"2..4\" or none";

    public static CountRange None { get; } = new(0, 0);

    public static CountRange Exactly(int count) => new(count, count);

    public bool IsNone => Most == 0;

    public bool Holds(int count) => count >= Least && !(count > Most);

    public static CountRange? Parse(string text)
    {
        if (text == "none")
        {
            return None;
        }

        if (Written().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var number = Number(match.Groups["one"]);
        return match.Groups["sign"].Value switch
        {
            ">=" => new CountRange(number, null),
            "<=" => new CountRange(0, number),
            _ when match.Groups["other"] is { Success: true } other => number <= Number(other) ? new CountRange(number, Number(other)) : null,
            _ => Exactly(number),
        };
    }

    /// <summary>As it stands in a failure: <c>1 matching</c>, <c>none</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(this, Most) switch
    {
        ({ IsNone: true }, _) => "none",
        (_, null) => $"at least {Least}",
        (_, { } most) when most == Least => $"{Least}",
        (_, { } most) => Least == 0 ? $"at most {most}" : $"{Least} to {most}",
    }}");

    private static int Number(Group group) => int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<sign>>=|<=)?\s*(?<one>[0-9]{1,9})(\.\.(?<other>[0-9]{1,9}))?$")]
    private static partial Regex Written();
}
