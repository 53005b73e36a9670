// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Sluice.Testing.Cases;

namespace Sluice.Testing.Tests.Documentation;

/// <summary>The files that the guides show are such files.</summary>
public sealed partial class GuideTests : IDisposable
{
    // What the cases of the guides are about, where a page does not show a pipeline of its own.
    private const string Pipeline = """
        kafka:
          main: { bootstrap: "localhost:9092" }
        endpoints:
          events: { topic: sales.events, id: key }
          orders: { topic: sales.orders, id: key }
          audit:  { topic: sales.audit,  id: "header:correlation-id" }
          views:  { collection: crm.orderViews, connection: "sqlite:views.db", id: $._id }
          search: { index: orders, connection: "sqlite:search.db", id: _id }
          dead:   { topic: sales.dlq }
          api:    { http: "http://localhost:8080" }
          prices: { http: "http://127.0.0.1:9090", stub: true, id: "header:x-order" }
        """;

    private static readonly string Root = FindRoot();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-guides-");

    /// <summary>The pages with the test kit's files in them.</summary>
    public static TheoryData<string> Pages() =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "docs", "guides", "testing"), "*.md").Select(page => Path.GetRelativePath(Root, page)).Order(StringComparer.Ordinal), "README.md"];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Files_ShouldBeInOrder(string page)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Root, page), TestContext.Current.CancellationToken);
        var pipeline = Path.Combine(_folder.FullName, "pipeline.yaml");
        await File.WriteAllTextAsync(pipeline, Pipeline, TestContext.Current.CancellationToken);
        foreach (Match block in Block().Matches(text))
        {
            var (name, content) = (block.Groups["name"].Value, block.Groups["content"].Value);
            var file = Path.Combine(_folder.FullName, name == "pipeline.yaml" ? "shown.yaml" : name);
            await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

            var faults = name == "pipeline.yaml"
                ? await TestRun.LintAsync(file, [], TestContext.Current.CancellationToken)
                : await TestRun.LintAsync(pipeline, [file], TestContext.Current.CancellationToken);
            faults.Select(fault => fault.ToString()).ShouldBeEmpty(page);
        }
    }

    [Fact]
    public void Pages_ShouldShowFiles() => Pages().Sum(row => Block().Count(File.ReadAllText(Path.Combine(Root, row.Data)))).ShouldBeGreaterThan(8);

    [Fact]
    public void Links_ShouldLeadToFiles()
    {
        foreach (var row in Pages())
        {
            var page = Path.Combine(Root, row.Data);
            var missing = Link().Matches(File.ReadAllText(page)).Select(link => link.Groups["path"].Value)
                .Where(path => !path.Contains(':', StringComparison.Ordinal) && !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, path)));
            missing.ShouldBeEmpty(row.Data);
        }
    }

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [GeneratedRegex(@"^```yaml\n# (?<name>[a-z-]+(\.case)?\.yaml)\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<path>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();
}
