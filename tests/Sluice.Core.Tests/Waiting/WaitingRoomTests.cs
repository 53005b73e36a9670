// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Waiting;

namespace Sluice.Core.Tests.Waiting;

public sealed class WaitingRoomTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_ShouldWaitForRoom_InTheOrderOfArrival()
    {
        var room = new WaitingRoom(100, _time);
        (await room.EnterAsync(100, Second, Cancellation)).ShouldBeTrue();

        var large = room.EnterAsync(80, Second, Cancellation).AsTask();
        var small = room.EnterAsync(10, Second, Cancellation).AsTask();
        room.Leave(20);

        small.IsCompleted.ShouldBeFalse();
        room.Leave(80);
        (await large).ShouldBeTrue();
        (await small).ShouldBeTrue();
        room.Used.ShouldBe(90);
    }

    [Fact]
    public async Task EnterAsync_ShouldGiveUp_WhenThereIsNoRoomInTime()
    {
        var room = new WaitingRoom(100, _time);
        await room.EnterAsync(60, Second, Cancellation);
        var large = room.EnterAsync(80, Second, Cancellation).AsTask();
        var small = room.EnterAsync(40, 2 * Second, Cancellation).AsTask();

        _time.Advance(Second);

        (await large).ShouldBeFalse();
        (await small).ShouldBeTrue();
        room.Used.ShouldBe(100);
    }

    [Fact]
    public async Task TryEnter_ShouldGoBeforeWhoWaits_OnlyFromWithin()
    {
        var room = new WaitingRoom(100, _time);
        room.TryEnter(90).ShouldBeTrue();
        var waiting = room.EnterAsync(50, Second, Cancellation).AsTask();

        room.TryEnter(10).ShouldBeFalse();
        room.TryEnter(11, isIn: true).ShouldBeFalse();
        room.TryEnter(10, isIn: true).ShouldBeTrue();

        (room.Used, room.Waiting).ShouldBe((100, 1));
        room.Leave(60);
        (await waiting).ShouldBeTrue();
    }

    [Fact]
    public async Task EnterAsync_ShouldNotWait_WithoutPatience()
    {
        var room = new WaitingRoom(100, _time);
        room.TryEnter(90).ShouldBeTrue();

        (await room.EnterAsync(11, TimeSpan.Zero, Cancellation)).ShouldBeFalse();
        (await room.EnterAsync(10, TimeSpan.Zero, Cancellation)).ShouldBeTrue();

        room.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task EnterAsync_ShouldNeverLetIn_WhatIsLargerThanTheRoom()
    {
        var room = new WaitingRoom(100, _time);
        room.TryEnter(long.MaxValue).ShouldBeFalse();
        var huge = room.EnterAsync(101, Second, Cancellation).AsTask();

        _time.Advance(Second);

        (await huge).ShouldBeFalse();
    }

    [Fact]
    public async Task EnterAsync_ShouldLeaveTheLine_WhenCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var room = new WaitingRoom(100, _time);
        await room.EnterAsync(50, Second, Cancellation);
        var waiting = room.EnterAsync(60, Second, cancellation.Token).AsTask();
        var behind = room.EnterAsync(50, Second, Cancellation).AsTask();

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        (await behind).ShouldBeTrue();
        room.Used.ShouldBe(100);
    }

    [Fact]
    public async Task EnterAsync_ShouldNotStandInLine_WithWhatCannotBe()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var room = new WaitingRoom(100, _time);
        room.TryEnter(100).ShouldBeTrue();

        Should.Throw<ArgumentOutOfRangeException>(() => room.TryEnter(-1));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await room.EnterAsync(-1, Second, Cancellation));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await room.EnterAsync(1, TimeSpan.MaxValue, Cancellation));
        await Should.ThrowAsync<OperationCanceledException>(async () => await room.EnterAsync(1, TimeSpan.Zero, cancellation.Token));

        (room.Used, room.Waiting).ShouldBe((100, 0));
    }
}
