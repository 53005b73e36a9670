// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Errors;

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
