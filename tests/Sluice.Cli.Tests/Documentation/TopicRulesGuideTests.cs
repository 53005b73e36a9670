// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Documentation;

public sealed class TopicRulesGuideTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rules-").FullName;

    [Fact]
    public async Task Commands_ShouldAnswerAsTheyAreWritten()
    {
        var blocks = CodeBlock.FindAll(await Repository.ReadAsync("docs/guides/topic-rules.md"));
        var file = Path.Combine(_folder, "gateway.json");
        await File.WriteAllTextAsync(
            file, blocks.Single(block => block.Text.Contains("\"Rules\"", StringComparison.Ordinal)).Text, TestContext.Current.CancellationToken);

        var exchanges = blocks.Single(block => block.Language == "console").Text.Split("$ sluice ", StringSplitOptions.RemoveEmptyEntries);
        exchanges.Length.ShouldBe(4);
        foreach (var exchange in exchanges)
        {
            var lines = exchange.TrimEnd('\n').Split('\n');
            var result = await InProcess.RunAsync(lines[0].Replace("gateway.json", file, StringComparison.Ordinal).Split(' '));

            result.Lines.ShouldBe(lines[1..], result.Error);
            result.Error.ShouldBeEmpty();
            result.ExitCode.ShouldBe(lines[1].Contains("refused", StringComparison.Ordinal) ? 1 : 0);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
