// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Gateway.Http.Problems;

/// <summary>One occurrence of an <see cref="ErrorCode"/>.</summary>
/// <param name="Code">The row of the catalogue.</param>
/// <param name="Detail">What is wrong here and what to do.</param>
internal sealed record Problem(ErrorCode Code, string Detail)
{
    /// <summary>The same for every topic: whether one is missing or hidden must not show.</summary>
    public const string TopicNotFoundDetail = "There is no topic of that name, or the caller may not know of it: check the name.";

    private const string InternalDetail = "The gateway failed. Its log says why under this trace id.";

    /// <summary>Whether the same request may succeed later without a change.</summary>
    public bool IsRetryable { get; init; } = Code.IsRetryable;

    /// <summary>What the client has to show to get in (<c>WWW-Authenticate</c>, RFC 9110); with 401.</summary>
    public string? Challenge { get; init; }

    /// <summary>After which time a retry makes sense: what <c>Retry-After</c> says, in whole seconds, where the code has it.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>JSON pointer into the request's body → what is wrong there.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Errors { get; init; } = [];

    /// <summary>The partition's earliest offset.</summary>
    public long? EarliestOffset { get; init; }

    /// <summary>The partition's high watermark.</summary>
    public long? LatestOffset { get; init; }

    /// <summary>A defect: nothing of the inside is shown.</summary>
    public static Problem Internal() => new(ErrorCatalogue.Internal, InternalDetail);

    /// <summary>The problem that tells of a failure of Core.</summary>
    public static Problem Of(KafkaFailure failure)
    {
        var code = ErrorCatalogue.For(failure.Code);
        return code == ErrorCatalogue.Internal
            ? Internal()
            : new Problem(code, failure.Code == FailureCode.TopicNotFound ? TopicNotFoundDetail : failure.Detail)
            {
                IsRetryable = failure.IsRetryable,
                EarliestOffset = failure.EarliestOffset,
                LatestOffset = failure.LatestOffset,
            };
    }
}
