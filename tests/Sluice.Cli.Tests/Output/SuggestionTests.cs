// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Output;

namespace Sluice.Cli.Tests.Output;

public sealed class SuggestionTests
{
    private static readonly string[] Names = ["--partitions", "--partition", "--topic", "-p"];

    [Theory]
    [InlineData("--partions", "--partitions")]
    [InlineData("--partitoins", "--partitions")]
    [InlineData("--tpoic", "--topic")]
    [InlineData("--replication-factor", null)]
    [InlineData("-z", null)]
    public void For_ShouldFindASlip_AndNothingElse(string typed, string? expected) => Suggestion.For(typed, Names).ShouldBe(expected);
}
