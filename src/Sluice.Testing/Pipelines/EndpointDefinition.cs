// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Files;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Pipelines;

/// <summary>A named place where data lives.</summary>
internal sealed record EndpointDefinition
{
    /// <summary>Its name in the file.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands in the file.</summary>
    public required FilePosition Position { get; init; }

    /// <summary>What it is.</summary>
    public required EndpointKind Kind { get; init; }

    /// <summary>The topic, the collection, the index, or the address.</summary>
    public required string Target { get; init; }

    /// <summary>Where the case's id stands in what lies there; null if it carries none, so that everything counts as the case's own.</summary>
    public Selector? Id { get; init; }

    /// <summary>The name of its Kafka cluster; null for the only one.</summary>
    public string? Cluster { get; init; }

    /// <summary>How many partitions the topic gets if the kit creates it; null for the cluster's default.</summary>
    public int? Partitions { get; init; }

    /// <summary>Whether a record of another lane's partition is no fault.</summary>
    public bool AllowsStrays { get; init; }

    /// <summary>Where the store is and how to log in.</summary>
    public StoreConnection? Connection { get; init; }

    /// <summary>Where the kit listens and passes on to the store or address, so that it can be made unreachable; null if it does not.</summary>
    public string? Relay { get; init; }

    /// <summary>With <see cref="EndpointKind.Http"/>: PEM file of the certificates that sign the server's.</summary>
    public string? CaFile { get; init; }

    /// <summary>With <see cref="EndpointKind.Http"/>: whether the kit answers there.</summary>
    public bool IsStub { get; init; }

    /// <summary>What lies there, in the singular.</summary>
    public string Noun => Kind switch
    {
        EndpointKind.Topic => "record",
        EndpointKind.Http => IsStub ? "request" : "answer",
        _ => "document",
    };
}
