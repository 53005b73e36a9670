// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Values;

/// <summary>A text with expressions: <c>order-${id}</c>. <c>$${</c> is the text <c>${</c>.</summary>
internal static class Template
{
    /// <summary>The parts in their order; what stands between <c>${</c> and <c>}</c> is an expression.</summary>
    /// <exception cref="ValueException">An expression has no end.</exception>
    public static IReadOnlyList<(string Text, bool IsExpression)> Parse(string text)
    {
        var parts = new List<(string, bool)>();
        var literal = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith("$${"))
            {
                literal.Append("${");
                i += 2;
            }
            else if (text.AsSpan(i).StartsWith("${"))
            {
                var end = text.IndexOf('}', i);
                if (end < 0)
                {
                    throw new ValueException($"\"{text}\" has ${{ without }}: write $${{ for the text ${{.");
                }

                if (literal.Length > 0)
                {
                    parts.Add((literal.ToString(), false));
                    literal.Clear();
                }

                parts.Add((text[(i + 2)..end].Trim(), true));
                i = end;
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        if (literal.Length > 0)
        {
            parts.Add((literal.ToString(), false));
        }

        return parts;
    }
}
