// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores;

/// <summary>What an endpoint calls its place.</summary>
internal enum StoreKind
{
    /// <summary><c>collection:</c>, MongoDB or the embedded store.</summary>
    Collection,

    /// <summary><c>index:</c>, Elasticsearch, OpenSearch or the embedded store.</summary>
    Index,
}
