// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json.Nodes;
using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Samples;

/// <summary>Each mutant does its wrong, and can be seen doing it.</summary>
public sealed class MutantTests : IAsyncLifetime
{
    private readonly SampleStage _stage = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task DropTenth_ShouldLeaveARecordOut_WhenTenHaveCome()
    {
        await _stage.StartAsync("1A", "drop-tenth");
        for (var total = 1; total <= 11; total++)
        {
            await SendEventAsync("k", total);
        }

        var orders = await _stage.ReadAsync("sales.orders", "k", 10);
        orders.Select(record => (int)Json(record)["total"]!).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9, 11]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendTwice_ShouldRepeatARecord_WhenOneComes(bool isPython)
    {
        await StartEnricherAsync("send-twice", isPython);
        await SendAuditAsync("k");

        (await _stage.ReadAsync("sales.enriched", "k", 2)).Select(record => Json(record).ToJsonString()).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ChangeField_ShouldWriteAnotherValue_WhenARecordComes(bool isPython)
    {
        await StartEnricherAsync("change-field", isPython);
        await SendAuditAsync("k");

        ((string?)Json((await _stage.ReadAsync("sales.enriched", "k", 1))[0])["customer"]!["segment"]).ShouldBe("unknown");
    }

    [Fact]
    public async Task LoseHeader_ShouldKeepOnlyTheOthers_WhenARecordComes()
    {
        await _stage.StartAsync("1A", "lose-header");
        await SendEventAsync("k");

        (await _stage.ReadAsync("sales.orders", "k", 1))[0].Message.Headers.Select(header => header.Key).ShouldBe(["correlation-id"]);
    }

    [Fact]
    public async Task SwapOrder_ShouldReverseTheAudit_WhenAnOrderIsSplit()
    {
        await _stage.StartAsync("1A", "swap-order");
        await SendEventAsync("k");

        (await _stage.ReadAsync("sales.audit", "k", 2)).Select(record => (string?)Json(record)["event"]).ShouldBe(["ACCEPTED", "RECEIVED"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SwapOrder_ShouldExchangeNeighbours_WhenTheyHaveOneKey(bool isPython)
    {
        await StartEnricherAsync("swap-order", isPython);
        await SendAuditAsync("k", "C-1");
        await SendAuditAsync("k", "C-2");

        (await _stage.ReadAsync("sales.enriched", "k", 2)).Select(record => (string?)Json(record)["customer"]!["id"]).ShouldBe(["C-2", "C-1"]);
    }

    [Fact]
    public async Task WrongPartition_ShouldLeaveTheKeys_WhenARecordComes()
    {
        await _stage.StartAsync("1A", "wrong-partition");
        var right = await SendEventAsync("k");

        var order = (await _stage.ReadAsync("sales.orders", "k", 1))[0];
        order.Partition.ShouldNotBe(right.Partition);
    }

    [Fact]
    public async Task CommitFirst_ShouldLoseTheRecord_WhenItCrashes()
    {
        var service = await _stage.StartAsync("2A", "commit-first");
        var place = await _stage.SendAsync("sales.orders", "k", """{"orderId": "k", "customerId": "C-1", "status": "ACCEPTED", "total": 1}""");
        await service.EndAsync();

        await _stage.CommittedAsync("svc-2a", place.TopicPartition, atLeast: place.Offset + 1);
        _stage.Find("crm.orderViews", "k").ShouldBeNull();
    }

    [Fact]
    public async Task SlowStore_ShouldWriteLate_WhenARecordComes()
    {
        await _stage.StartAsync("4B", "slow-store");
        var started = Stopwatch.GetTimestamp();
        await _stage.SendAsync("sales.enriched", "k", """{"orderId": "k"}""");

        await _stage.DocumentAsync("orders", "k", document => document is not null);
        Stopwatch.GetElapsedTime(started).ShouldBeGreaterThan(TimeSpan.FromSeconds(4.5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SkipPartition_ShouldNeverReadIt_WhenOthersAreRead(bool isPython)
    {
        await StartEnricherAsync("skip-partition", isPython);
        await SendAuditAsync("blind", partition: 0);
        await SendAuditAsync("seen", partition: 1);

        await _stage.ReadAsync("sales.enriched", "seen", 1);
        await _stage.CommittedAsync("svc-3b", new TopicPartition("sales.audit", 1), atLeast: 1);
        (await _stage.CommittedAsync("svc-3b", new TopicPartition("sales.audit", 0), atLeast: null)).ShouldBeNull();
    }

    private static JsonNode Json(ConsumeResult<string, byte[]?> record) => JsonNode.Parse(record.Message.Value)!;

    private Task<SampleService> StartEnricherAsync(string mutant, bool isPython) =>
        isPython ? _stage.StartPythonAsync(mutant) : _stage.StartAsync("3B", mutant);

    private Task<TopicPartitionOffset> SendEventAsync(string key, int total = 1) =>
        _stage.SendAsync("sales.events", key, $$"""{"orderId": "{{key}}", "status": "accepted", "total": {{total}}}""");

    private Task<TopicPartitionOffset> SendAuditAsync(string key, string customer = "C-1", int? partition = null) => _stage.SendAsync(
        "sales.audit", key, $$"""{"event": "ACCEPTED", "orderId": "{{key}}", "customer": {"id": "{{customer}}"}, "lines": []}""", partition);
}
