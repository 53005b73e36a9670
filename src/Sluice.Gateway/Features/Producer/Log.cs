// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Features.Producer;

internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Error, "A record was not written by a defect of the gateway: {Detail} (trace {TraceId}).")]
    public static partial void RecordFailed(ILogger logger, string detail, string traceId);
}
