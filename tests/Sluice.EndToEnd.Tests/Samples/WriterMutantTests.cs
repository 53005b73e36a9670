// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>Mutants of 2A and 4B.</summary>
public sealed class WriterMutantTests : MutantTests
{
    [Fact]
    public async Task CommitFirst_ShouldLoseTheRecord_WhenItCrashes()
    {
        var service = await Stage.StartAsync("2A", "commit-first");
        var order = """{"orderId": "k", "customerId": "C-1", "status": "ACCEPTED", "total": 1}""";
        var place = await Stage.SendAsync("sales.orders", "k", order);
        await service.EndAsync();

        await Stage.CommittedAsync("svc-2a", place.TopicPartition, atLeast: place.Offset + 1);
        Stage.Find("crm.orderViews", "k").ShouldBeNull();
    }

    [Fact]
    public async Task SlowStore_ShouldWriteLate_WhenARecordComes()
    {
        await Stage.StartAsync("4B", "slow-store");
        var started = Stopwatch.GetTimestamp();
        await Stage.SendAsync("sales.enriched", "k", """{"orderId": "k"}""");

        await Stage.DocumentAsync("orders", "k", document => document is not null);
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(4.5));
    }
}
