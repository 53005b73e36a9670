// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>Something that happened during a case.</summary>
public sealed record TimelineEntry
{
    /// <summary>When, from the case's start. By the kit's clock alone: records' own timestamps are other machines' clocks.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>What it tells.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>The endpoint, or null for an event of the whole cluster.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whether it carries this case's id.</summary>
    public bool IsMine { get; init; }

    /// <summary>Where it lies: <c>orders-2@118</c> for a record, the id of a document; null for an event.</summary>
    public string? Place { get; init; }

    /// <summary>The record's key as text.</summary>
    public string? Key { get; init; }

    /// <summary>The value, shortened if it is long; null for a tombstone or an event.</summary>
    public string? Value { get; init; }

    /// <summary>One line for a reader.</summary>
    public required string Text { get; init; }
}
