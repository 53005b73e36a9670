// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>What is wrong with the text of a condition. Immutable.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Column">Where, from 1; one more than the text is long for its end.</param>
/// <param name="Message">What is expected there, in a sentence.</param>
public sealed record ConditionFault(string Text, int Column, string Message)
{
    private const int Around = 60;

    /// <summary>The sentence, then the text with a mark below the column; of a long text, what stands around it.</summary>
    public override string ToString()
    {
        var at = Column - 1;
        var start = Math.Max(0, at - Around);
        var end = Math.Min(Text.Length, at + Around);
        var before = start > 0 ? "…" : "";
        var shown = string.Concat(Text[start..end].Select(character => char.IsControl(character) ? ' ' : character));
        var mark = new string(' ', before.Length + at - start) + "^";
        return string.Join(Environment.NewLine, $"column {Column}: {Message}", $"{before}{shown}{(end < Text.Length ? "…" : "")}", mark);
    }
}
