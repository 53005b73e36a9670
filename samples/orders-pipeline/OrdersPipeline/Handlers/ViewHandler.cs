// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using OrdersPipeline.Outputs;

namespace OrdersPipeline.Handlers;

/// <summary>2A: the state of an order becomes its view.</summary>
internal sealed class ViewHandler : IHandler
{
    public IReadOnlyList<Output> Handle(InputRecord record)
    {
        if (record.Message.Value is null)
        {
            return [new(Topology.Views, record.RequiredKey(), null)];
        }

        var order = Fields.Parse(record.Message.Value);
        var id = order.Text("orderId");
        var view = new JsonObject
        {
            ["_id"] = id,
            ["customerId"] = order.Text("customerId"),
            ["status"] = order.Text("status"),
            ["total"] = order.Amount("total"),
            ["updatedAt"] = record.Time(),
        };
        return [new(Topology.Views, Encoding.UTF8.GetBytes(id), view)];
    }
}
