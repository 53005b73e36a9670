// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Writing;

namespace Sluice.Core.Tests.Writing;

public sealed class WriteQueueTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_ShouldWaitForRoom_InTheOrderOfArrival()
    {
        var queue = new WriteQueue(100, _time);
        (await queue.EnterAsync(100, Second, Cancellation)).ShouldBeTrue();

        var large = queue.EnterAsync(80, Second, Cancellation).AsTask();
        var small = queue.EnterAsync(10, Second, Cancellation).AsTask();
        queue.Leave(20);

        small.IsCompleted.ShouldBeFalse();
        queue.Leave(80);
        (await large).ShouldBeTrue();
        (await small).ShouldBeTrue();
        queue.Used.ShouldBe(90);
    }

    [Fact]
    public async Task EnterAsync_ShouldGiveUp_WhenThereIsNoRoomInTime()
    {
        var queue = new WriteQueue(100, _time);
        await queue.EnterAsync(60, Second, Cancellation);
        var large = queue.EnterAsync(80, Second, Cancellation).AsTask();
        var small = queue.EnterAsync(40, 2 * Second, Cancellation).AsTask();

        _time.Advance(Second);

        (await large).ShouldBeFalse();
        (await small).ShouldBeTrue();
        queue.Used.ShouldBe(100);
    }

    [Fact]
    public async Task EnterAsync_ShouldLetInAlone_WhatIsLargerThanTheQueue()
    {
        var queue = new WriteQueue(100, _time);
        await queue.EnterAsync(1, Second, Cancellation);
        var huge = queue.EnterAsync(1_000, Second, Cancellation).AsTask();

        huge.IsCompleted.ShouldBeFalse();
        queue.Leave(1);

        (await huge).ShouldBeTrue();
    }

    [Fact]
    public async Task EnterAsync_ShouldLeaveTheLine_WhenCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var queue = new WriteQueue(100, _time);
        await queue.EnterAsync(50, Second, Cancellation);
        var waiting = queue.EnterAsync(60, Second, cancellation.Token).AsTask();
        var behind = queue.EnterAsync(50, Second, Cancellation).AsTask();

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        (await behind).ShouldBeTrue();
        queue.Used.ShouldBe(100);
    }

    [Fact]
    public async Task Queue_ShouldCountItsRecords_AndWhoWaits()
    {
        using var cancellation = new CancellationTokenSource();
        var queue = new WriteQueue(100, _time);
        await queue.EnterAsync(60, Second, Cancellation, records: 2);
        var waiting = queue.EnterAsync(60, Second, cancellation.Token, records: 3).AsTask();
        (queue.Records, queue.Waiting).ShouldBe((2, 1));

        queue.Leave(30);
        queue.Leave(30);

        (await waiting).ShouldBeTrue();
        (queue.Records, queue.Waiting).ShouldBe((3, 0));
    }
}
