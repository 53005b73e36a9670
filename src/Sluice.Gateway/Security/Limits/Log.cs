// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Security.Limits;

internal static partial class Log
{
    [LoggerMessage(680, LogLevel.Warning,
        "New connections are closed: {Max} are open, as many as Limits:Connections:Max allows. This is said once a minute at most.")]
    public static partial void ConnectionsExhausted(ILogger logger, int max);
}
