// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Samples;

public sealed class SampleFaultTests : IAsyncLifetime
{
    private const int Orders = 100;
    private readonly SampleStage _stage = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Service_ShouldLoseNothing_WhenKilledInTheMiddle()
    {
        var first = await _stage.StartAsync("2A");
        await SendOrdersAsync(0, Orders / 2);
        await WrittenAsync(0);
        using (_stage.LockStore())
        {
            await SendOrdersAsync(Orders / 2, Orders);
            await LoggedAsync(first, "waits: the embedded store is locked");
            await first.KillAsync();
        }

        _stage.Find("crm.orderViews", $"order-{Orders - 1}").ShouldBeNull();
        await _stage.StartAsync("2A");

        await Task.WhenAll(Enumerable.Range(0, Orders).Select(WrittenAsync));
    }

    [Fact]
    public async Task Service_ShouldLoseNothing_WhenAnotherMemberJoinsInTheMiddle()
    {
        var first = await _stage.StartAsync("2A");
        await SendOrdersAsync(0, Orders / 2);
        var joining = _stage.StartAsync("2A");
        await SendOrdersAsync(Orders / 2, Orders);
        await joining;

        await Task.WhenAll(Enumerable.Range(0, Orders).Select(WrittenAsync));
        await LoggedAsync(first, "revoked");
    }

    [Fact]
    public async Task Service_ShouldKeepItsPlaceAndWriteLater_WhenTheStoreIsLocked()
    {
        var service = await _stage.StartAsync("2A");
        await SendOrderAsync("before");
        await _stage.DocumentAsync("crm.orderViews", "before", document => document is not null);
        using (_stage.LockStore())
        {
            await SendOrderAsync("during");
            await LoggedAsync(service, "waits: the embedded store is locked");
        }

        await _stage.DocumentAsync("crm.orderViews", "during", document => document is not null);
        service.Log.Count(line => line.StartsWith("assigned", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Service_ShouldCommitAndLeave_WhenTerminated()
    {
        var service = await _stage.StartAsync("1A");
        var first = await _stage.SendAsync("sales.events", "k", """{"orderId": "k", "status": "accepted", "total": 1}""");
        var second = await _stage.SendAsync("sales.events", "k", """{"orderId": "k", "status": "accepted", "total": 2}""");

        // What is written may not be acknowledged yet, and is then not committed; what comes after the first is proof that the first is done.
        await _stage.ReadAsync("sales.audit", "k", 4);

        (await service.TerminateAsync()).ShouldBe(0);

        var committed = await _stage.CommittedAsync("svc-1a", first.TopicPartition, atLeast: null);
        committed.ShouldBeOneOf(first.Offset.Value + 1, second.Offset.Value + 1);
    }

    [Fact]
    public async Task PythonService_ShouldDoAsTheOther_WhenItTakesItsPlace()
    {
        await _stage.StartPythonAsync();
        await Task.WhenAll(_stage.StartAsync("1A"), _stage.StartAsync("4B"));
        await _stage.SendAsync("sales.events", "k", """{"orderId": "k", "customerId": "C-1", "status": "accepted", "total": 12.50}""");
        await _stage.SendAsync("sales.audit", "poison", "\u0001");

        var found = await _stage.DocumentAsync("orders", "k", document => document is not null);
        var dead = await _stage.ReadAsync("sales.dlq", "poison", 1);
        found!["customer"]!.ToJsonString().ShouldBe("""{"id":"C-1","segment":"gold"}""");
        found["lines"]!.AsArray().Count.ShouldBe(2);
        dead[0].Message.Headers.Select(header => header.Key).ShouldBe(["error", "source-topic", "source-partition", "source-offset"]);
    }

    private static async Task LoggedAsync(SampleService service, string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!service.Log.Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private Task<TopicPartitionOffset[]> SendOrdersAsync(int from, int to) =>
        Task.WhenAll(Enumerable.Range(from, to - from).Select(number => SendOrderAsync($"order-{number}")));

    private Task<JsonNode?> WrittenAsync(int number) =>
        _stage.DocumentAsync("crm.orderViews", $"order-{number}", document => document is not null);

    private Task<TopicPartitionOffset> SendOrderAsync(string id) => _stage.SendAsync(
        "sales.orders", id, $$"""{"orderId": "{{id}}", "customerId": "C-1", "status": "ACCEPTED", "total": 1}""");
}
