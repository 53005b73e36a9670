// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Documentation;

public sealed class ReadmeTests
{
    private const string Address = "http://127.0.0.1:9400";

    [Fact]
    public async Task Tour_ShouldAnswerAsItIsWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        Curl.Require();
        var blocks = CodeBlock.FindAll(await Repository.ReadAsync("README.md"));
        await using var serve = SluiceProcess.Start("serve", "--url", "http://127.0.0.1:0");
        var address = (await serve.ReadAddressAsync()).GetLeftPart(UriPartial.Authority);

        var commands = blocks.Zip(blocks.Skip(1)).Where(pair => pair.First.Language == "bash").ToArray();
        commands.Length.ShouldBeGreaterThanOrEqualTo(8);
        foreach (var (command, answer) in commands)
        {
            command.Text.ShouldContain(Address);

            var result = await SluiceProcess.RunAsync("bash", ["-c", command.Text.Replace(Address, address, StringComparison.Ordinal)]);

            result.ExitCode.ShouldBe(0, command.Text);
            answer.Language.ShouldBeOneOf("json", "text");
            answer.Matches(result.Output).ShouldBeTrue($"{command.Text}\nanswered\n{result.Output}\nand not\n{answer.Text}");
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/guides/embedded-cluster.md")]
    [InlineData("docs/guides/topic-rules.md")]
    [InlineData("docs/reference/cli.md")]
    public async Task Links_ShouldLeadToFiles(string page)
    {
        var folder = Path.GetDirectoryName(Repository.FullPath(page))!;
        var targets = System.Text.RegularExpressions.Regex.Matches(await Repository.ReadAsync(page), @"\]\(([^)#:]+)(?:#[^)]*)?\)")
            .Select(match => match.Groups[1].Value);

        foreach (var target in targets)
        {
            File.Exists(Path.Combine(folder, target)).ShouldBeTrue($"{page} links to {target}");
        }
    }
}
