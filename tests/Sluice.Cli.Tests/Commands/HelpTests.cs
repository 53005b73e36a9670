// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("topics list")]
    [InlineData("topics describe")]
    [InlineData("topics create")]
    [InlineData("topics delete")]
    [InlineData("produce")]
    [InlineData("consume")]
    [InlineData("certs inspect")]
    [InlineData("certs convert")]
    [InlineData("certs dev")]
    public async Task Help_ShouldDescribeEveryOption_AndEndWithExamples(string command)
    {
        var result = await InProcess.RunAsync([.. command.Split(' '), "--help"]);

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Output.ShouldContain("Examples:");
        result.Output.ShouldContain($"  sluice {command}");
        var options = result.Lines.Where(line => line.TrimStart().StartsWith('-')).ToArray();
        options.ShouldNotBeEmpty();
        options.ShouldAllBe(line => line.TrimStart().Contains("  ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Help_ShouldBeShown_WhenNothingIsAsked()
    {
        var result = await InProcess.RunAsync([]);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("serve");
        result.Output.ShouldContain("consume");
    }

    [Fact]
    public async Task Version_ShouldBeTheProducts()
    {
        var result = await InProcess.RunAsync("--version");

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldStartWith(typeof(SluiceCli).Assembly.GetName().Version!.ToString(3));
    }
}
