// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Groups;
using Sluice.Core.Groups.Administration;

namespace Sluice.Cli.Tests.Groups;

public sealed class ResetArgumentsTests
{
    public static TheoryData<string, ResetTarget> Targets => new()
    {
        { "earliest", ResetTarget.Earliest },
        { "latest", ResetTarget.Latest },
        { "42", ResetTarget.Offset(42) },
        { "shift:-10", ResetTarget.Shift(-10) },
        { "shift:+3", ResetTarget.Shift(3) },
        { "time:1700000000000", ResetTarget.Time(1_700_000_000_000) },
        { "2023-11-14T22:13:20Z", ResetTarget.Time(1_700_000_000_000) },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Target_ShouldBeTaken(string text, ResetTarget expected)
    {
        ResetArguments.TryParseTarget(text, out var target).ShouldBeTrue();

        target.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-10")]
    [InlineData("shift:")]
    [InlineData("shift:ten")]
    [InlineData("time:")]
    [InlineData("Earliest")]
    [InlineData("99999999999999999999")]
    public void Target_ShouldBeRefused(string text) => ResetArguments.TryParseTarget(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("orders", "orders", null)]
    [InlineData("orders:0", "orders", new[] { 0 })]
    [InlineData("orders:2,0", "orders", new[] { 2, 0 })]
    public void Scope_ShouldBeTaken(string text, string topic, int[]? partitions)
    {
        ResetArguments.TryParseScope(text, out var scope).ShouldBeTrue();

        scope.Topic.ShouldBe(topic);
        scope.Partitions.ShouldBe(partitions);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":0")]
    [InlineData("orders:")]
    [InlineData("orders:0,")]
    [InlineData("orders:-1")]
    [InlineData("orders:0:1")]
    public void Scope_ShouldBeRefused(string text) => ResetArguments.TryParseScope(text, out _).ShouldBeFalse();
}
