// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>Why an expectation was not met, with all the evidence there is.</summary>
public sealed record ExpectationFailure
{
    /// <summary>The verb and its subject: <c>expect enriched</c>.</summary>
    public required string Step { get; init; }

    /// <summary>The endpoint that was looked at.</summary>
    public required string Endpoint { get; init; }

    /// <summary>What was expected and what came: <c>1 matching within 10s, got 0</c>.</summary>
    public required string Summary { get; init; }

    /// <summary>The case file and line, <c>order-accepted.case.yaml:21</c>; null for a case in code.</summary>
    public string? Location { get; init; }

    /// <summary>The case's way through the pipeline up to the endpoint, in the order of the services.</summary>
    public IReadOnlyList<Hop> HopTrace { get; init; } = [];

    /// <summary>What is known of the services that should have written to the endpoint.</summary>
    public IReadOnlyList<ServiceFinding> Services { get; init; } = [];

    /// <summary>What lies at the endpoint, in the singular: <c>record</c>, <c>document</c> or <c>answer</c>.</summary>
    public string Noun { get; init; } = "record";

    /// <summary>How many records or documents came to the endpoint since the bookmark.</summary>
    public int Seen { get; init; }

    /// <summary>How many of them carry the case's id.</summary>
    public int SeenMine { get; init; }

    /// <summary>What came nearest to the expectation; null if nothing came.</summary>
    public ClosestCandidate? Closest { get; init; }

    /// <summary>Rebalances, faults and lost connections during the case, each with its time.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];
}
