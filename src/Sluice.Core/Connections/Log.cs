// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace Sluice.Core.Connections;

internal static partial class Log
{
    [LoggerMessage(EventId = 100, EventName = "KafkaClientError", Message = "{Code}: {Reason}")]
    public static partial void ClientError(ILogger logger, LogLevel level, ErrorCode code, string reason);

    [LoggerMessage(EventId = 101, EventName = "KafkaClientLog", Message = "{Client} {Facility}: {Text}")]
    public static partial void ClientLog(ILogger logger, LogLevel level, string client, string facility, string text);

    [LoggerMessage(EventId = 102, EventName = "KafkaHandlerFailed", Level = LogLevel.Error, Message = "What the Kafka client told could not be taken.")]
    public static partial void HandlerFailed(ILogger logger, Exception exception);
}
