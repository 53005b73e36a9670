// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;

namespace Sluice.Cli.Tests;

public sealed class InterruptionTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    public void Signal_ShouldAskTheCommandToEnd(PosixSignal signal, int exitCode)
    {
        using var interruption = new Interruption(_time);

        LeavesToTheRuntime(interruption, signal).ShouldBeFalse();

        interruption.Token.IsCancellationRequested.ShouldBeTrue();
        interruption.ExitCode.ShouldBe(exitCode);
    }

    /// <summary>So does <c>timeout 10 sluice …</c>: without it a member of a group would neither commit nor leave.</summary>
    [Fact]
    public void Signal_ShouldCountOnce_WhenItComesTwiceAtAlmostTheSameTime()
    {
        using var interruption = new Interruption(_time);
        LeavesToTheRuntime(interruption, PosixSignal.SIGTERM);

        _time.Advance(TimeSpan.FromMilliseconds(999));

        LeavesToTheRuntime(interruption, PosixSignal.SIGTERM).ShouldBeFalse();
        interruption.ExitCode.ShouldBe(143);
    }

    [Fact]
    public void Signal_ShouldEndTheProcess_WhenItComesAgain()
    {
        using var interruption = new Interruption(_time);
        LeavesToTheRuntime(interruption, PosixSignal.SIGINT);

        _time.Advance(TimeSpan.FromSeconds(1));

        LeavesToTheRuntime(interruption, PosixSignal.SIGINT).ShouldBeTrue();
    }

    private static bool LeavesToTheRuntime(Interruption interruption, PosixSignal signal)
    {
        var context = new PosixSignalContext(signal);
        interruption.OnSignal(context);
        return !context.Cancel;
    }
}
