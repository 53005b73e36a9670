// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;

namespace Sluice.Testing.Stores;

/// <summary>
/// A place where services keep documents. Every call ends within its timeout and fails with <see cref="StoreException"/>; a collection or index
/// that does not exist holds no documents. Safe for use by several cases at once.
/// </summary>
internal interface IDocumentStore : IAsyncDisposable
{
    /// <summary>The store as it may be shown: without credentials.</summary>
    string Description { get; }

    /// <summary>What limits how far the answers can be trusted, found out while asking; empty is the rule.</summary>
    IReadOnlyCollection<string> Notes { get; }

    /// <summary>Throws unless the store is reachable and lets this login in.</summary>
    Task CheckAsync(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Where the store stands now, for <see cref="FindAsync"/>.</summary>
    Task<StoreBookmark> BookmarkAsync(string target, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>At most <paramref name="limit"/> documents that answer the query and were written after <paramref name="since"/>.</summary>
    Task<IReadOnlyList<StoredDocument>> FindAsync(
        string target, StoreQuery query, StoreBookmark? since, int limit, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Puts the document in the place of what has that id, or deletes that if <paramref name="document"/> is null.</summary>
    Task WriteAsync(string target, string id, JsonNode? document, TimeSpan timeout, CancellationToken cancellationToken);
}
