// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Limits;

namespace Sluice.Gateway.Tests.Security.Limits;

[Collection(typeof(Alone))]
public sealed class CallerLimitsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Requests_ShouldBeRefused_AfterTheBurst_UntilTheTimeTold()
    {
        var limits = Limits(new() { RequestsPerSecond = 0.5, Burst = TimeSpan.FromSeconds(20) });
        for (var i = 0; i < 10; i++)
        {
            Send(limits).ShouldBeNull();
        }

        var refused = Send(limits).ShouldNotBeNull();

        refused.Code.ShouldBe(ErrorCatalogue.TooManyRequests);
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Send(limits).ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromSeconds(0.1), TimeSpan.FromMilliseconds(1));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Send(limits).ShouldBeNull();
        Send(limits).ShouldNotBeNull();
        Send(limits, "somebody else").ShouldBeNull();
    }

    [Fact]
    public void RetryAfter_ShouldBeTrue_WhateverTheRates() =>
        Gen.Select(Gen.Double[0.01, 50], Gen.Int[1, 100], Gen.Long[1, 10_000_000], Gen.Long[0, 100_000_000]).Sample((rate, burst, byteRate, bytes) =>
        {
            var limits = Limits(new() { RequestsPerSecond = rate, BytesPerSecond = byteRate, Burst = TimeSpan.FromSeconds(burst) });
            Problem? refused = null;
            for (var sent = 0; sent < 100_000 && refused is null; sent++)
            {
                refused = Send(limits, bytes: bytes);
            }

            if (refused is null)
            {
                return;
            }

            refused.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
            _time.Advance(refused.RetryAfter / 2);
            Send(limits).ShouldNotBeNull();
            _time.Advance((refused.RetryAfter / 2) + TimeSpan.FromMicroseconds(1));

            // Where both rates are over, the second one's time is told once the first one's is up.
            if (Send(limits) is { } again)
            {
                _time.Advance(again.RetryAfter + TimeSpan.FromMicroseconds(1));
                Send(limits).ShouldBeNull();
            }
        }, iter: 100, threads: 1);

    [Fact]
    public void Bytes_ShouldBeCountedAfterwards_AndKeepTheNextRequestsWaiting()
    {
        var limits = Limits(new() { BytesPerSecond = 1_000, Burst = TimeSpan.FromSeconds(1) });

        // However large, the first is let in.
        Send(limits, bytes: 6_000).ShouldBeNull();

        var refused = Send(limits).ShouldNotBeNull();
        refused.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        refused.Detail.ShouldContain("Limits:Caller:BytesPerSecond");
        _time.Advance(TimeSpan.FromSeconds(5));
        Send(limits).ShouldBeNull();
    }

    [Fact]
    public void Polls_ShouldBeBounded_ApartFromOtherRequests()
    {
        var limits = Limits(new() { MaxPolls = 2, MaxRequests = 1 });
        limits.TryEnter("a", isPoll: true, out var state).ShouldBeNull();
        limits.TryEnter("a", isPoll: true, out _).ShouldBeNull();

        limits.TryEnter("a", isPoll: true, out _).ShouldNotBeNull().Detail.ShouldContain("Limits:Caller:MaxPolls");
        limits.TryEnter("a", isPoll: false, out _).ShouldBeNull();
        limits.TryEnter("a", isPoll: false, out _).ShouldNotBeNull().Detail.ShouldContain("Limits:Caller:MaxRequests");
        limits.TryEnter("b", isPoll: true, out _).ShouldBeNull();

        limits.Leave(state, isPoll: true, 0);
        limits.TryEnter("a", isPoll: true, out _).ShouldBeNull();
        limits.TryEnter("a", isPoll: true, out _).ShouldNotBeNull();
    }

    [Fact]
    public void EveryBound_ShouldBeOff_WhenItIsZero()
    {
        var limits = Limits(new() { RequestsPerSecond = 0, BytesPerSecond = 0, MaxRequests = 0, MaxPolls = 0, MemoryShare = 1 });

        for (var i = 0; i < 20_000; i++)
        {
            limits.TryEnter("a", isPoll: i % 2 == 0, out var state).ShouldBeNull();
            state.Memory.TryTake(1_000).ShouldBeNull();
            if (i % 3 == 0)
            {
                limits.Leave(state, isPoll: i % 2 == 0, long.MaxValue / 2);
            }
        }
    }

    [Fact]
    public void Caller_ShouldHoldNoMoreMemory_ThanItsShare()
    {
        var whole = new MemoryBudget(1_000, new Problem(ErrorCatalogue.Overloaded, "none"));
        var limits = Limits(new() { MemoryShare = 0.6 }, whole);
        limits.TryEnter("a", isPoll: false, out var one).ShouldBeNull();
        limits.TryEnter("a", isPoll: false, out var same).ShouldBeNull();
        limits.TryEnter("b", isPoll: false, out var other).ShouldBeNull();

        one.Memory.TryTake(400).ShouldBeNull();
        same.Memory.TryTake(201).ShouldNotBeNull().Code.ShouldBe(ErrorCatalogue.TooManyRequests);
        same.Memory.TryTake(200).ShouldBeNull();
        other.Memory.TryTake(400).ShouldBeNull();
        other.Memory.TryTake(1).ShouldNotBeNull().Code.ShouldBe(ErrorCatalogue.Overloaded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("aUserOfAnIdentityProviderThatGivesIdsWithoutMeasure")]
    public void Memory_ShouldBeBounded_WhenAHundredThousandDifferentCallersCome(string padding)
    {
        var limits = Limits(new() { RequestsPerSecond = 1 });
        limits.TryEnter("under way", isPoll: true, out var underWay).ShouldBeNull();
        var longest = string.Concat(Enumerable.Repeat(padding, 40));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0;

        for (var i = 0; i < 100_000; i++)
        {
            Send(limits, $"oid:{i}:{longest}", bytes: 1_000_000_000).ShouldBeNull();
            most = Math.Max(most, limits.Count);
        }

        most.ShouldBeInRange(CallerLimits.MaxCallers / 2, CallerLimits.MaxCallers + 1);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(CallerLimits.MaxCallers * 1024);

        // Who is being served was never forgotten.
        limits.TryEnter("under way", isPoll: true, out var same).ShouldBeNull();
        same.ShouldBeSameAs(underWay);
    }

    [Fact]
    public void Caller_ShouldBeForgotten_WhenItsUseHasWornOff()
    {
        var limits = Limits(new() { RequestsPerSecond = 1, Burst = TimeSpan.FromSeconds(1) });
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 900; i++)
            {
                Send(limits, $"{round}:{i}").ShouldBeNull();
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        limits.Count.ShouldBeLessThan(2_000);
    }

    [Fact]
    public void Caller_ShouldStayWithinItsRate_HoweverManyOthersCome()
    {
        var limits = Limits(new() { RequestsPerSecond = 1, Burst = TimeSpan.FromSeconds(1) });
        Send(limits).ShouldBeNull();

        // Fewer than make room for newcomers.
        for (var i = 0; i < 900; i++)
        {
            Send(limits, $"other {i}");
        }

        Send(limits).ShouldNotBeNull();
    }

    private static Problem? Send(CallerLimits limits, string caller = "caller", long bytes = 0)
    {
        var refused = limits.TryEnter(caller, isPoll: false, out var state);
        if (refused is null)
        {
            limits.Leave(state, isPoll: false, bytes);
        }

        return refused;
    }

    private CallerLimits Limits(CallerLimitsOptions options, MemoryBudget? whole = null) =>
        new(Options.Create(new LimitsOptions { Caller = options }), whole ?? MemoryBudget.Unbounded(), _time);
}
