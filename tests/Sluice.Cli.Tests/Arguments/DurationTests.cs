// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Arguments;

namespace Sluice.Cli.Tests.Arguments;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2m", 120_000)]
    [InlineData("7", 7_000)]
    public void TryParse_ShouldUnderstand(string text, double milliseconds)
    {
        Duration.TryParse(text, out var duration).ShouldBeTrue();

        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1s")]
    [InlineData("2h")]
    [InlineData("61m")]
    [InlineData("s")]
    [InlineData("1e3s")]
    public void TryParse_ShouldRefuse(string text) => Duration.TryParse(text, out _).ShouldBeFalse();
}
