// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using OrdersPipeline.Outputs;

namespace OrdersPipeline.Handlers;

/// <summary>1A: an event about an order becomes its new state and two entries of the audit.</summary>
internal sealed class SplitHandler : IHandler
{
    private static readonly string[] States = ["accepted", "paid", "shipped", "cancelled"];

    public IReadOnlyList<Output> Handle(InputRecord record)
    {
        var headers = record.HeaderValues();
        headers["source"] = "svc-1a"u8.ToArray();
        if (record.Message.Value is null)
        {
            var deleted = record.RequiredKey();
            headers.TryAdd("correlation-id", deleted);
            return [new(Topology.Orders, deleted, null) { Headers = headers }, new(Topology.Audit, deleted, null) { Headers = headers }];
        }

        var order = Fields.Parse(record.Message.Value);
        var id = order.Text("orderId");
        var state = order.Text("status");
        var customer = order.OptionalText("customerId") ?? "walk-in";
        var total = order.Amount("total");
        var lines = order.OptionalList("lines") ?? StandardSet();
        if (!States.Contains(state))
        {
            throw new InvalidRecordException($"status is \"{state}\", not one of {string.Join(", ", States)}");
        }

        var key = record.Message.Key is { Length: > 0 } given ? given : Encoding.UTF8.GetBytes(id);
        headers.TryAdd("correlation-id", Encoding.UTF8.GetBytes(id));
        var current = new JsonObject
        {
            ["orderId"] = id, ["customerId"] = customer, ["status"] = state.ToUpperInvariant(), ["total"] = total, ["createdAt"] = record.Time(),
        };
        return
        [
            new(Topology.Orders, key, current) { Headers = headers },
            new(Topology.Audit, key, Entry("RECEIVED")) { Headers = headers },
            new(Topology.Audit, key, Entry(state.ToUpperInvariant())) { Headers = headers },
        ];

        JsonObject Entry(string what) => new()
        {
            ["event"] = what, ["orderId"] = id, ["customer"] = new JsonObject { ["id"] = customer }, ["lines"] = lines.DeepClone(),
        };
    }

    // What the counter sells to whoever walks in.
    private static JsonArray StandardSet() =>
        [new JsonObject { ["sku"] = "A1", ["quantity"] = 1 }, new JsonObject { ["sku"] = "B2", ["quantity"] = 1 }];
}
