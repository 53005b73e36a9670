// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Expectations;

namespace Sluice.Testing.Tests.Expectations;

public sealed class CountRangeTests
{
    [Theory]
    [InlineData("3", 3, 3, "3")]
    [InlineData("none", 0, 0, "none")]
    [InlineData("0", 0, 0, "none")]
    [InlineData(">=2", 2, null, "at least 2")]
    [InlineData("<=2", 0, 2, "at most 2")]
    [InlineData("2..4", 2, 4, "2 to 4")]
    public void Parse_ShouldReadEachForm(string text, int least, int? most, string shown)
    {
        var count = CountRange.Parse(text);

        count.ShouldBe(new CountRange(least, most));
        count!.Value.ToString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("4..2")]
    [InlineData(">2")]
    [InlineData("")]
    [InlineData("9999999999")]
    public void Parse_ShouldRefuse_WhatIsNone(string text) => CountRange.Parse(text).ShouldBeNull();
}
