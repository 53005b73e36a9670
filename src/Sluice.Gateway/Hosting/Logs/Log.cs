// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Hosting.Logs;

internal static partial class Log
{
    [LoggerMessage(170, LogLevel.Information,
        "{Method} {Route} {Status} {Code} in {DurationMs} ms for {Principal} (trace {TraceId})")]
    public static partial void Request(
        ILogger logger, string method, string route, int status, string code, double durationMs, string principal, string traceId);
}
