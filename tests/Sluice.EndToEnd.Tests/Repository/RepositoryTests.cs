// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Sluice.EndToEnd.Tests.Repository;

public sealed partial class RepositoryTests
{
    private const int LongestFile = 300;
    private static readonly string[] ForbiddenFolders = ["Common", "Helpers", "Utils", "Managers", "Extensions"];

    [Fact]
    public void SourceFile_ShouldBeginWithItsLicence()
    {
        var sources = RepositoryFiles.Named(".cs").ToArray();

        sources.Length.ShouldBeGreaterThan(100);
        sources.Where(file => File.ReadLines(file).FirstOrDefault() != "// SPDX-License-Identifier: Apache-2.0")
            .Select(RepositoryFiles.Relative).ShouldBeEmpty();
    }

    [Fact]
    public void SourceFile_ShouldBeShort() => RepositoryFiles.Named(".cs")
        .Where(file => File.ReadLines(file).Count() > LongestFile).Select(RepositoryFiles.Relative).ShouldBeEmpty();

    [Fact]
    public void Folder_ShouldSayWhatIsInIt() => RepositoryFiles.All
        .Select(RepositoryFiles.Relative)
        .Where(file => file.Split(Path.DirectorySeparatorChar).SkipLast(1).Intersect(ForbiddenFolders).Any())
        .ShouldBeEmpty();

    [Fact]
    public void Document_ShouldLinkToWhatIsThere()
    {
        var links = RepositoryFiles.Named(".md").SelectMany(file => Links(file).Select(target => (File: file, Target: target))).ToArray();

        links.ShouldNotBeEmpty();
        links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.File)!, link.Target)))
            .Select(link => $"{RepositoryFiles.Relative(link.File)} → {link.Target}").ShouldBeEmpty();
    }

    // Targets of Markdown links into the repository, without their anchors.
    private static IEnumerable<string> Links(string file) => Link().Matches(Code().Replace(File.ReadAllText(file), ""))
        .Select(match => match.Groups["target"].Value.Split('#')[0])
        .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
