// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Arguments;
using Sluice.Core.Reading;

namespace Sluice.Cli.Tests.Arguments;

public sealed class StartPositionTests
{
    [Fact]
    public void TryParse_ShouldUnderstandEachKind()
    {
        Parse("earliest").ShouldBe(new StartPosition(ReadPosition.Earliest));
        Parse("latest").ShouldBe(new StartPosition(ReadPosition.Latest));
        Parse("42").ShouldBe(new StartPosition(ReadPosition.Offset(42)));
        Parse("-10").ShouldBe(new StartPosition(ReadPosition.Latest, 10));
        Parse("time:1769860800000").ShouldBe(new StartPosition(ReadPosition.Time(1_769_860_800_000)));
        Parse("2026-01-31T12:00:00Z").ShouldBe(new StartPosition(ReadPosition.Time(1_769_860_800_000)));
        Parse("2026-01-31T13:00:00+01:00").ShouldBe(new StartPosition(ReadPosition.Time(1_769_860_800_000)));
        Parse("2026-01-31 12:00").ShouldBe(new StartPosition(ReadPosition.Time(1_769_860_800_000)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Earliest")]
    [InlineData("--1")]
    [InlineData("1.5")]
    [InlineData("time:")]
    [InlineData("time:now")]
    [InlineData("12:00")]
    [InlineData("99999999999999999999")]
    public void TryParse_ShouldRefuse(string text) => StartPosition.TryParse(text, out _).ShouldBeFalse();

    private static StartPosition Parse(string text)
    {
        StartPosition.TryParse(text, out var position).ShouldBeTrue();
        return position;
    }
}
