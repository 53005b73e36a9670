// SPDX-License-Identifier: Apache-2.0

namespace Sluice.EndToEnd.Tests.Documentation;

[Collection(typeof(GuideGroup))]
public sealed class CommitGuideTests(GuideKafka kafka)
{
    [Fact]
    public async Task Commands_ShouldAnswerAsItIsWritten()
    {
        var shell = await kafka.OpenShellAsync(TestContext.Current.CancellationToken);
        var blocks = await GuideBlock.ReadAllAsync("commits.md");
        blocks.Dequeue().Language.ShouldBe("text");
        blocks.Dequeue().Language.ShouldBe("csharp");

        (await shell.RunAsync(blocks.Dequeue())).ExitCode.ShouldBe(0);
        (await shell.RunAsync(blocks.Dequeue())).ExitCode.ShouldBe(0);
        await ConsumeAsync();
        await shell.RunAsync(blocks);
        await ConsumeAsync();
        await shell.RunAsync(blocks);
        await shell.RunAsync(blocks);

        blocks.ShouldBeEmpty();

        async Task ConsumeAsync()
        {
            await using var member = shell.Start(blocks.Dequeue());
            (await member.WaitForEndAsync()).ShouldBe(0, member.Told);
            await member.ShouldPrintAsync(blocks.Dequeue());
        }
    }
}
