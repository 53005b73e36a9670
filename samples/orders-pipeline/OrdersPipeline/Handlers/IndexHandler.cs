// SPDX-License-Identifier: Apache-2.0

using System.Text;
using OrdersPipeline.Outputs;

namespace OrdersPipeline.Handlers;

/// <summary>4B: an enriched order can be searched for.</summary>
internal sealed class IndexHandler : IHandler
{
    public IReadOnlyList<Output> Handle(InputRecord record)
    {
        if (record.Message.Value is null)
        {
            return [new(Topology.Index, record.RequiredKey(), null)];
        }

        var order = Fields.Parse(record.Message.Value);
        return [new(Topology.Index, Encoding.UTF8.GetBytes(order.Text("orderId")), order)];
    }
}
