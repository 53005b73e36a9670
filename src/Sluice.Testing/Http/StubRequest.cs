// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Matching;

namespace Sluice.Testing.Http;

/// <summary>A request that a stub was sent. Immutable.</summary>
internal sealed record StubRequest
{
    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The path with its query, as it was sent.</summary>
    public required string Path { get; init; }

    /// <summary>The request as patterns are held against it.</summary>
    public required Candidate Candidate { get; init; }

    /// <summary>When all of it had come.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>
    /// The id of the case that it belongs to: what it carries, or, without a selector, whose rule answered it; null if nobody can tell.
    /// </summary>
    public string? CaseId { get; init; }

    /// <summary>The name of the rule that answered it; null if none did.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Why no rule answered it, in lines that may show a secret; null if one did.</summary>
    public string? Problem { get; init; }

    /// <summary>Its number in the order of arrival, from 0.</summary>
    public long Number { get; init; }

    /// <summary>How much memory it holds, more or less.</summary>
    public long Size { get; init; }
}
