// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Core.Telemetry;

internal static partial class Log
{
    [LoggerMessage(
        EventId = 320,
        EventName = "StatisticsUnreadable",
        Level = LogLevel.Warning,
        Message = "A Kafka client's statistics cannot be read, so metrics of brokers are missing")]
    public static partial void StatisticsUnreadable(ILogger logger, Exception exception);
}
