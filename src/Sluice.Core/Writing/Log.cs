// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Sluice.Core.Writing;

internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Warning, "The producer failed for good and was replaced ({Code}: {Reason})")]
    public static partial void ProducerReplaced(ILogger log, ErrorCode code, string reason);

    [LoggerMessage(301, LogLevel.Debug, "The producer goes on after an error ({Code}: {Reason})")]
    public static partial void ProducerError(ILogger log, ErrorCode code, string reason);

    [LoggerMessage(302, LogLevel.Information, "Topic {Topic} takes no batches of the usual size: its records are sent one by one from now on")]
    public static partial void TopicTakesSingleRecords(ILogger log, string topic);

    [LoggerMessage(EventId = 303, Message = "{Facility}: {Text}")]
    public static partial void Client(ILogger log, LogLevel level, string facility, string text);
}
