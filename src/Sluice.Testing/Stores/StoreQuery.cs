// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores;

/// <summary>Which documents are asked for. A store may answer with more than match: the kit's matcher decides.</summary>
internal sealed record StoreQuery
{
    /// <summary>The id that the documents carry at <see cref="IdPath"/>; null for any.</summary>
    public string? Id { get; init; }

    /// <summary>Where the id lies: <c>_id</c> is the store's own.</summary>
    public IdPath IdPath { get; init; } = IdPath.Own;

    /// <summary>A filter in MongoDB's query language; other stores ignore it.</summary>
    public JsonNode? Filter { get; init; }
}
