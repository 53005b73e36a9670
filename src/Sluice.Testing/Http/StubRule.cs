// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Http;

/// <summary>Which requests a case answers in a dependency's place, and how. Immutable.</summary>
internal sealed record StubRule
{
    /// <summary>What a reader finds it by: <c>order-accepted.case.yaml:21</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The case's id, which a request must carry where the selector says; without a selector every request may be meant.</summary>
    public required string CaseId { get; init; }

    /// <summary>What a request must be besides.</summary>
    public RequestPattern Request { get; init; } = RequestPattern.Any;

    /// <summary>The answer.</summary>
    public StubAnswer Answer { get; init; } = new();

    /// <summary>How late it answers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>How often it answers; null for always.</summary>
    public int? Times { get; init; }
}
