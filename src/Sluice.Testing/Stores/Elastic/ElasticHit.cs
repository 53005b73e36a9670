// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores.Elastic;

/// <summary>A document as Elasticsearch tells it.</summary>
internal sealed record ElasticHit(string Index, string Id, long SequenceNumber, long PrimaryTerm, JsonNode? Source)
{
    public static ElasticHit Read(JsonNode hit)
    {
        var source = hit["_source"];
        return new ElasticHit(
            hit["_index"]!.GetValue<string>(), hit["_id"]!.GetValue<string>(),
            hit["_seq_no"]!.GetValue<long>(), hit["_primary_term"]!.GetValue<long>(), source?.DeepClone());
    }

    public StoredDocument ToDocument(string store) => new(
        Id,
        Source ?? throw new StoreException($"{store}: index {Index} does not keep _source, so its documents cannot be compared. "
            + "Enable _source in its mapping."),
        string.Create(CultureInfo.InvariantCulture, $"{SequenceNumber}:{PrimaryTerm}"));
}
