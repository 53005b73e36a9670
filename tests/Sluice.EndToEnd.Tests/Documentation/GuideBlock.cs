// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Sluice.EndToEnd.Tests.Repository;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>A fenced block of a guide. In an output <c>…</c> stands for anything, and every time of day for any other.</summary>
internal sealed partial record GuideBlock(string Language, string Text)
{
    public static async Task<Queue<GuideBlock>> ReadAllAsync(string guide)
    {
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryFiles.Root, "docs", "guides", guide), TestContext.Current.CancellationToken);
        return new(Fence().Matches(page).Select(match => new GuideBlock(match.Groups[1].Value, match.Groups[2].Value.TrimEnd('\n'))));
    }

    /// <summary>What a member tells: the lines that begin with a time, with other lines between them.</summary>
    public Regex ToldPattern => new(
        "^" + string.Join(@"\n(?:.*\n)*?", Text.Split('\n').Where(line => TimeOfDay().IsMatch(line)).Select(Pattern)) + "$", RegexOptions.Multiline);

    /// <summary>The records that a member prints, in no certain order.</summary>
    public IEnumerable<string> Records => Text.Split('\n').Where(line => line != "…" && !TimeOfDay().IsMatch(line));

    public bool Matches(string text) => Regex.IsMatch(
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n'), "^" + Pattern(Text) + "$", RegexOptions.Singleline);

    // Which of its partitions a member gives up, and how many commits it makes, is not the guide's to say.
    private static string Pattern(string text)
    {
        var pattern = Regex.Escape(text).Replace("…", ".*", StringComparison.Ordinal);
        pattern = TimeOfDay().Replace(pattern, @"\d\d:\d\d:\d\d\.\d\d\d");
        pattern = Commit().Replace(pattern, @"$1.*");
        return Partition().Replace(pattern, "$1[0-2]");
    }

    [GeneratedRegex("^```([a-z]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\d\d:\d\d:\d\d\\?\.\d\d\d")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"(committed\\ payments-).*")]
    private static partial Regex Commit();

    [GeneratedRegex(@"(payments-)[0-2]")]
    private static partial Regex Partition();
}
