// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Serialization;

namespace Sluice.Gateway.Http.Problems;

/// <summary>Problem details (RFC 9457) as <see cref="ProblemResponse"/> writes them.</summary>
/// <param name="Type">Where the code is explained: a path of this server.</param>
/// <param name="Title">What the code means.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong in this request and what to do.</param>
/// <param name="Code">The code to compare with.</param>
/// <param name="Retryable">Whether the same request may succeed later without a change.</param>
/// <param name="TraceId">The id under which the server's log tells of this request.</param>
internal sealed record ProblemAnswer(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("retryable")] bool Retryable,
    [property: JsonPropertyName("traceId")] string TraceId)
{
    /// <summary>With <c>offset-out-of-range</c>: the partition's earliest offset.</summary>
    [JsonPropertyName("earliest_offset")]
    public long? EarliestOffset { get; init; }

    /// <summary>With <c>offset-out-of-range</c>: the partition's high watermark.</summary>
    [JsonPropertyName("latest_offset")]
    public long? LatestOffset { get; init; }

    /// <summary>With <c>invalid-request</c>: JSON pointer into the body → what is wrong there.</summary>
    [JsonPropertyName("errors")]
    public IReadOnlyDictionary<string, string>? Errors { get; init; }
}
