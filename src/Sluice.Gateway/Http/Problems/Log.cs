// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Http.Problems;

internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Error, "A {Method} request failed by a defect of the gateway (trace {TraceId}).")]
    public static partial void RequestFailed(ILogger logger, string method, string traceId, Exception exception);

    [LoggerMessage(201, LogLevel.Warning, "An answer was cut off after its start: {Code} (trace {TraceId}).")]
    public static partial void AnswerCutOff(ILogger logger, string code, string traceId);
}
