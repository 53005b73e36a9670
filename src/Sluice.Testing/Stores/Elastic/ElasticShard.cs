// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores.Elastic;

/// <summary>A shard of a concrete index: sequence numbers count within one, not over the whole index.</summary>
internal readonly record struct ElasticShard(string Index, int Number);
