// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores.Elastic;

/// <summary>The highest sequence number of each shard; a shard that is missing was empty or not there.</summary>
internal sealed record ElasticBookmark(IReadOnlyDictionary<ElasticShard, long> Highest) : StoreBookmark;
