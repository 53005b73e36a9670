// SPDX-License-Identifier: Apache-2.0

using OrdersPipeline.Handlers;
using OrdersPipeline.Outputs;

namespace OrdersPipeline;

/// <summary>The chain: what each service reads, does, and writes to.</summary>
internal static class Topology
{
    public const string Events = "sales.events";
    public const string Orders = "sales.orders";
    public const string Audit = "sales.audit";
    public const string Enriched = "sales.enriched";
    public const string DeadLetters = "sales.dlq";
    public const string Views = "crm.orderViews";
    public const string Index = "orders";

    private static readonly Dictionary<string, Stage> Stages = new()
    {
        ["1A"] = new("svc-1a", Events, new SplitHandler()),
        ["2A"] = new("svc-2a", Orders, new ViewHandler(), () => StoreOutput.Open(Settings.Store("MONGO"))),
        ["3B"] = new("svc-3b", Audit, new EnrichHandler()),
        ["4B"] = new("svc-4b", Enriched, new IndexHandler(), () => StoreOutput.Open(Settings.Store("ELASTIC"))),
    };

    public static IEnumerable<string> Names => Stages.Keys;

    public static Stage? Find(string name) => Stages.GetValueOrDefault(name);
}
