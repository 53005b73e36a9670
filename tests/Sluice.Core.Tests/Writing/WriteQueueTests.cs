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
