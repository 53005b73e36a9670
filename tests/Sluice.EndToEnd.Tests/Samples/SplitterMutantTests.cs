// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>Mutants of 1A.</summary>
public sealed class SplitterMutantTests : MutantTests
{
    [Fact]
    public async Task DropTenth_ShouldLeaveARecordOut_WhenTenHaveCome()
    {
        await Stage.StartAsync("1A", "drop-tenth");
        for (var total = 1; total <= 11; total++)
        {
            await SendEventAsync("k", total);
        }

        var orders = await Stage.ReadAsync("sales.orders", "k", 10);
        orders.Select(record => (int)Json(record)["total"]!).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 11]);
    }

    [Fact]
    public async Task LoseHeader_ShouldKeepOnlyTheOthers_WhenARecordComes()
    {
        await Stage.StartAsync("1A", "lose-header");
        await SendEventAsync("k");

        (await Stage.ReadAsync("sales.orders", "k", 1))[0].Message.Headers.Select(header => header.Key).ShouldBe(["correlation-id"]);
    }

    [Fact]
    public async Task SwapOrder_ShouldReverseTheAudit_WhenAnOrderIsSplit()
    {
        await Stage.StartAsync("1A", "swap-order");
        await SendEventAsync("k");

        (await Stage.ReadAsync("sales.audit", "k", 2)).Select(record => (string?)Json(record)["event"]).ShouldBe(["ACCEPTED", "RECEIVED"]);
    }

    [Fact]
    public async Task WrongPartition_ShouldLeaveTheKeys_WhenARecordComes()
    {
        await Stage.StartAsync("1A", "wrong-partition");
        var right = await SendEventAsync("k");

        var order = (await Stage.ReadAsync("sales.orders", "k", 1))[0];
        order.Partition.ShouldNotBe(right.Partition);
    }

    private Task<TopicPartitionOffset> SendEventAsync(string key, int total = 1) =>
        Stage.SendAsync("sales.events", key, $$"""{"orderId": "{{key}}", "status": "accepted", "total": {{total}}}""");
}
