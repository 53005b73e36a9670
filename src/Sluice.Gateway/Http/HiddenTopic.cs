// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http;

/// <summary>
/// Feature of a request to write to a topic that its caller may not know of. The operation answers each record as one for a topic that is
/// not there, and never asks Kafka.
/// </summary>
internal sealed class HiddenTopic
{
    public static HiddenTopic Instance { get; } = new();

    /// <summary>What a topic that is not there is answered with.</summary>
    public static KafkaFailureException Failure() => new(FailureCode.TopicNotFound, Problem.TopicNotFoundDetail);
}
