// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores;

/// <summary>Where a store stood. Only the kind of store that made it can read it.</summary>
internal abstract record StoreBookmark
{
    /// <summary>What this bookmark cannot tell, for the report; null if it tells old from new without exception.</summary>
    public string? Note { get; init; }
}
