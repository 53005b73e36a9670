// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Confluent.Kafka;

namespace OrdersPipeline.Outputs;

/// <summary>A record or a document to be written.</summary>
/// <param name="Target">The topic, collection or index.</param>
/// <param name="Key">The record's key; a document's id.</param>
/// <param name="Value">Null: a tombstone; the document is deleted.</param>
internal sealed record Output(string Target, byte[] Key, JsonObject? Value)
{
    /// <summary>Headers by name; stores have none.</summary>
    public IReadOnlyDictionary<string, byte[]> Headers { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The partition; by default the key's.</summary>
    public Partition Partition { get; init; } = Partition.Any;
}
