// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using OrdersPipeline.Outputs;

namespace OrdersPipeline.Handlers;

/// <summary>3B: an accepted order is passed on with what is known about its customer; other entries of the audit are not.</summary>
internal sealed class EnrichHandler : IHandler
{
    private static readonly Dictionary<string, string> Segments = new()
    {
        ["C-1"] = "gold", ["C-2"] = "silver", ["C-3"] = "bronze", ["walk-in"] = "silver",
    };

    public IReadOnlyList<Output> Handle(InputRecord record)
    {
        var headers = record.HeaderValues();
        if (record.Message.Value is null)
        {
            return [new(Topology.Enriched, record.RequiredKey(), null) { Headers = headers }];
        }

        var entry = Fields.Parse(record.Message.Value);
        if (entry.Text("event") != "ACCEPTED")
        {
            return [];
        }

        var id = entry.Text("orderId");
        var customer = entry.Object("customer").Text("id");
        if (!Segments.TryGetValue(customer, out var segment))
        {
            throw new InvalidRecordException($"there is no customer \"{customer}\"");
        }

        var enriched = new JsonObject
        {
            ["orderId"] = id,
            ["customer"] = new JsonObject { ["id"] = customer, ["segment"] = segment },
            ["lines"] = entry.OptionalList("lines"),
            ["enrichedAt"] = record.Time(),
        };
        return [new(Topology.Enriched, record.Message.Key is { Length: > 0 } key ? key : Encoding.UTF8.GetBytes(id), enriched) { Headers = headers }];
    }
}
