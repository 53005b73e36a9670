// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Sluice.Cli.Tests.Documentation;

/// <summary>A fenced block of a Markdown page.</summary>
internal sealed partial record CodeBlock(string Language, string Text)
{
    public static IReadOnlyList<CodeBlock> FindAll(string markdown) =>
        [.. BlockPattern().Matches(markdown).Select(match => new CodeBlock(match.Groups[1].Value, match.Groups[2].Value.TrimEnd('\n')))];

    /// <summary>Whether the text is this block's, where … stands for anything.</summary>
    public bool Matches(string text)
    {
        var pattern = "^" + Regex.Escape(Text).Replace("…", ".*", StringComparison.Ordinal) + "$";
        return Regex.IsMatch(text.ReplaceLineEndings("\n").TrimEnd('\n'), pattern, RegexOptions.Singleline);
    }

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();
}
