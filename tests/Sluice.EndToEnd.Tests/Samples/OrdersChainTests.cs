// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;

namespace Sluice.EndToEnd.Tests.Samples;

public sealed class OrdersChainTests(OrdersChain chain) : IClassFixture<OrdersChain>
{
    private readonly SampleStage _stage = chain.Stage;
    private readonly string _id = $"order-{Guid.NewGuid():N}";

    [Fact]
    public async Task Order_ShouldReachBothStores_WhenAccepted()
    {
        await SendAsync("accepted", "12.50");

        var order = (await _stage.ReadAsync("sales.orders", _id, 1))[0].Message;
        var audit = await _stage.ReadAsync("sales.audit", _id, 2);
        var view = await _stage.DocumentAsync("crm.orderViews", _id, document => document is not null);
        var found = await _stage.DocumentAsync("orders", _id, document => document is not null);
        JsonNode.Parse(order.Value)!["status"]!.GetValue<string>().ShouldBe("ACCEPTED");
        Encoding.UTF8.GetString(order.Headers.GetLastBytes("source")).ShouldBe("svc-1a");
        audit.Select(record => JsonNode.Parse(record.Message.Value)!["event"]!.GetValue<string>()).ShouldBe(["RECEIVED", "ACCEPTED"]);
        audit.ShouldAllBe(record => Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("correlation-id")) == _id);
        view!["total"]!.ToJsonString().ShouldBe("12.50");
        view["customerId"]!.GetValue<string>().ShouldBe("walk-in");
        found!["customer"]!["segment"]!.GetValue<string>().ShouldBe("silver");
        found["lines"]!.AsArray().Select(line => line!["sku"]!.GetValue<string>()).ShouldBe(["A1", "B2"]);
    }

    [Theory]
    [InlineData("sales.events", """{"orderId": "o", "status": "lost", "total": 1}""", "status is \"lost\", not one of accepted, paid, shipped, cancelled")]
    [InlineData("sales.events", """{"orderId": "o", "status": "accepted"}""", "total is not an amount")]
    [InlineData("sales.orders", "not JSON", "the value is not JSON")]
    [InlineData("sales.audit", """{"event": "ACCEPTED", "orderId": "o", "customer": {"id": "C-9"}}""", "there is no customer \"C-9\"")]
    [InlineData("sales.enriched", "[]", "the value is not a JSON object")]
    public async Task Record_ShouldGoToTheDeadLetters_WhenInvalid(string topic, string value, string error)
    {
        var place = await _stage.SendAsync(topic, _id, value);

        var dead = (await _stage.ReadAsync("sales.dlq", _id, 1))[0].Message;
        Encoding.UTF8.GetString(dead.Value!).ShouldBe(value);
        Header("error").ShouldBe(error);
        Header("source-topic").ShouldBe(topic);
        Header("source-partition").ShouldBe($"{place.Partition.Value}");
        Header("source-offset").ShouldBe($"{place.Offset.Value}");

        string Header(string name) => Encoding.UTF8.GetString(dead.Headers.GetLastBytes(name));
    }

    [Fact]
    public async Task Tombstone_ShouldDeleteTheDocuments_WhenSentForAnOrder()
    {
        await SendAsync("accepted");
        await _stage.DocumentAsync("crm.orderViews", _id, document => document is not null);
        await _stage.DocumentAsync("orders", _id, document => document is not null);

        await _stage.SendAsync("sales.events", _id, null);

        await _stage.DocumentAsync("crm.orderViews", _id, document => document is null);
        await _stage.DocumentAsync("orders", _id, document => document is null);
    }

    [Fact]
    public async Task Updates_ShouldKeepTheirOrder_WhenOfOneKey()
    {
        foreach (var status in (string[])["accepted", "paid", "shipped"])
        {
            await SendAsync(status);
        }

        var orders = await _stage.ReadAsync("sales.orders", _id, 3);
        orders.Select(record => JsonNode.Parse(record.Message.Value)!["status"]!.GetValue<string>()).ShouldBe(["ACCEPTED", "PAID", "SHIPPED"]);
        await _stage.DocumentAsync("crm.orderViews", _id, document => (string?)document?["status"] == "SHIPPED");
    }

    private Task<TopicPartitionOffset> SendAsync(string status, string total = "1") =>
        _stage.SendAsync("sales.events", _id, $$"""{"orderId": "{{_id}}", "status": "{{status}}", "total": {{total}}}""");
}
