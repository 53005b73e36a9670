// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores.Elastic;

/// <summary>The bodies of searches.</summary>
internal static class ElasticSearches
{
    /// <summary>The highest sequence number of each index on one shard.</summary>
    public static JsonObject Highest() => new()
    {
        ["size"] = 0,
        ["track_total_hits"] = false,
        ["aggs"] = new JsonObject
        {
            ["indices"] = new JsonObject
            {
                ["terms"] = new JsonObject { ["field"] = "_index", ["size"] = 10_000 },
                ["aggs"] = new JsonObject { ["highest"] = new JsonObject { ["max"] = new JsonObject { ["field"] = "_seq_no" } } },
            },
        },
    };

    /// <summary>A page of what one shard number holds after the bookmark, oldest first.</summary>
    public static JsonObject After(int shard, ElasticBookmark? since, string? id, int size, JsonNode? after)
    {
        var body = new JsonObject
        {
            ["size"] = size,
            ["track_total_hits"] = false,
            ["seq_no_primary_term"] = true,
            ["query"] = new JsonObject
            {
                ["bool"] = new JsonObject
                {
                    ["filter"] = id is null ? new JsonArray() : new JsonArray(Ids(id)),
                    ["must_not"] = new JsonArray([.. Old(shard, since)]),
                },
            },
            // The index settles ties: shards with the same number of several indices count each for itself.
            ["sort"] = new JsonArray(Ascending("_seq_no", "long"), Ascending("_index", "keyword")),
        };
        if (after is not null)
        {
            body["search_after"] = after.DeepClone();
        }

        return body;
    }

    /// <summary>Where the document with that id lies: an explained hit names its shard.</summary>
    public static JsonObject Locate(string id) => new() { ["explain"] = true, ["_source"] = false, ["query"] = Ids(id) };

    private static IEnumerable<JsonNode?> Old(int shard, ElasticBookmark? since) =>
        (since?.Highest ?? new Dictionary<ElasticShard, long>()).Where(one => one.Key.Number == shard).Select(one => new JsonObject
        {
            ["bool"] = new JsonObject
            {
                ["filter"] = new JsonArray(
                    new JsonObject { ["term"] = new JsonObject { ["_index"] = one.Key.Index } },
                    new JsonObject { ["range"] = new JsonObject { ["_seq_no"] = new JsonObject { ["lte"] = one.Value } } }),
            },
        });

    private static JsonObject Ids(string id) => new() { ["ids"] = new JsonObject { ["values"] = new JsonArray(id) } };

    // An index that was just created knows no field yet, not even its own.
    private static JsonObject Ascending(string field, string type) =>
        new() { [field] = new JsonObject { ["order"] = "asc", ["unmapped_type"] = type } };
}
