// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Pipelines;

/// <summary>What kind of place an endpoint is.</summary>
internal enum EndpointKind
{
    /// <summary>A topic of Kafka.</summary>
    Topic,

    /// <summary>A collection of MongoDB or of the embedded store.</summary>
    Collection,

    /// <summary>An index of Elasticsearch, OpenSearch or the embedded store.</summary>
    Index,

    /// <summary>An address that requests are sent to, or where the kit answers in a dependency's place.</summary>
    Http,
}
