// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Faults;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>What terminals print depends on who is back within his session, so nothing else runs meanwhile.</summary>
[Collection(typeof(OneAtATime))]
public sealed class RebalanceGuideTests(GuideKafka kafka) : IClassFixture<GuideKafka>
{
    [Fact]
    public async Task Terminals_ShouldPrintWhatIsWritten()
    {
        var shell = await kafka.OpenShellAsync(TestContext.Current.CancellationToken);
        var blocks = await GuideBlock.ReadAllAsync("rebalances.md");
        for (var i = 0; i < 3; i++)
        {
            (await shell.RunAsync(blocks.Dequeue())).ExitCode.ShouldBe(0);
        }

        await WatchClassicAsync(shell, blocks);
        await WatchBrokerAssignedAsync(shell, blocks);
        await WatchStaticAsync(shell, blocks);
        blocks.Select(block => block.Language).ShouldBe(["csharp"]);
    }

    private static async Task WatchClassicAsync(GuideShell shell, Queue<GuideBlock> blocks)
    {
        await using var first = shell.Start(blocks.Dequeue());
        await first.ShouldPrintAsync(blocks.Dequeue());

        await using var second = shell.Start(blocks.Dequeue());
        await first.ShouldPrintAsync(blocks.Dequeue());
        await second.ShouldPrintAsync(blocks.Dequeue());

        await using var third = shell.Start(blocks.Dequeue());
        await first.ShouldPrintAsync(blocks.Dequeue());
        await third.ShouldPrintAsync(blocks.Dequeue());

        second.Kill();
        await AnyShouldPrintAsync(blocks.Dequeue(), first, third);
        await using var again = shell.Start(blocks.Dequeue());
        await again.ShouldPrintAsync(blocks.Dequeue());

        (await first.InterruptAsync()).ShouldBe(130);
        await first.ShouldPrintAsync(blocks.Dequeue());
        await AnyShouldPrintAsync(blocks.Dequeue(), third, again);

        (second.Output + third.Output + again.Output).ShouldBeEmpty("what has been printed is not printed again");
    }

    private static async Task WatchBrokerAssignedAsync(GuideShell shell, Queue<GuideBlock> blocks)
    {
        var command = blocks.Dequeue();
        await using var first = shell.Start(command);
        await first.ShouldPrintAsync(blocks.Dequeue());
        await using var second = shell.Start(command);
        await first.ShouldPrintAsync(blocks.Dequeue());
        await second.ShouldPrintAsync(blocks.Dequeue());
    }

    private static async Task WatchStaticAsync(GuideShell shell, Queue<GuideBlock> blocks)
    {
        var commandOne = blocks.Dequeue();
        var commandTwo = blocks.Dequeue();
        var assigned = blocks.Dequeue();
        await using var first = shell.Start(commandOne);
        await first.UntilAsync(() => first.Told.Contains(" committed ", StringComparison.Ordinal), "a commit");
        await using (var second = shell.Start(commandTwo))
        {
            await second.ShouldPrintAsync(assigned);
            await second.InterruptAsync();
        }

        var told = first.Told;
        await using var again = shell.Start(commandTwo);
        await again.ShouldPrintAsync(assigned);
        first.Told.ShouldBe(told);

        await using var other = shell.Start(commandOne);
        (await first.WaitForEndAsync()).ShouldBe(3, first.Told);
        first.Told.ShouldEndWith(blocks.Dequeue().Text + "\n");
    }

    private static Task AnyShouldPrintAsync(GuideBlock expected, params GuideTerminal[] terminals) =>
        terminals[0].UntilAsync(() => terminals.Any(terminal => terminal.Printed(expected)), expected.Text);
}
