// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Errors;

/// <summary>One failure: its code, a sentence for a person, and whether the same call may succeed later. Immutable.</summary>
/// <param name="Code">What went wrong.</param>
/// <param name="Detail">What is wrong and what to do, without credentials and without record contents.</param>
public sealed record KafkaFailure(FailureCode Code, string Detail)
{
    /// <summary>True if the same call may succeed later without a change.</summary>
    public bool IsRetryable { get; init; } = Code is FailureCode.KafkaUnavailable or FailureCode.KafkaTimeout
        or FailureCode.NotEnoughReplicas or FailureCode.Overloaded or FailureCode.TopicBeingDeleted;

    /// <summary>The partition's earliest offset, with <see cref="FailureCode.OffsetOutOfRange"/>.</summary>
    public long? EarliestOffset { get; init; }

    /// <summary>The partition's high watermark, with <see cref="FailureCode.OffsetOutOfRange"/>.</summary>
    public long? LatestOffset { get; init; }
}
