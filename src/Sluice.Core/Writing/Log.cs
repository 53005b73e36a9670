// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Sluice.Core.Writing;

internal static partial class Log
{
    [LoggerMessage(
        EventId = 300,
        EventName = "ProducerReplaced",
        Level = LogLevel.Warning,
        Message = "The producer failed for good and is replaced ({Code}: {Reason})")]
    public static partial void ProducerReplaced(ILogger log, ErrorCode code, string reason);

    [LoggerMessage(
        EventId = 301,
        EventName = "SmallerBatches",
        Level = LogLevel.Information,
        Message = "Topic {Topic} refused a batch for its size and gets smaller ones from now on")]
    public static partial void SmallerBatches(ILogger log, string topic);
}
