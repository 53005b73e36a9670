// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class GroupsCommandTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>
{
    [Theory]
    [InlineData("list")]
    [InlineData("describe --group team")]
    [InlineData("reset --group team --topic orders --to latest")]
    [InlineData("delete --group team")]
    public async Task Groups_ShouldBeRefused_OnAnEmbeddedCluster(string command)
    {
        var result = await kafka.RunAsync(["groups", .. command.Split(' ')]);

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldStartWith("sluice: An embedded cluster cannot ");
    }

    [Theory]
    [InlineData("--topic orders --to -10", "--to \"-10\" is none of earliest")]
    [InlineData("--topic orders:a --to latest", "--topic \"orders:a\" is no topic")]
    [InlineData("--topic orders --topic orders:0 --to latest", "--topic \"orders\" is given twice")]
    [InlineData("--topic orders", "--to")]
    public async Task Reset_ShouldNameWhatIsWrong(string options, string fault)
    {
        var result = await InProcess.RunAsync(["groups", "reset", "--group", "team", .. options.Split(' ')]);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(fault);
        result.Error.ShouldContain("See: sluice groups reset --help");
    }
}
