// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Core.Groups;

internal static partial class Log
{
    [LoggerMessage(401, LogLevel.Warning, "Group {GroupId}: {Detail}")]
    public static partial void CommitFailed(ILogger logger, string groupId, string detail);

    [LoggerMessage(402, LogLevel.Warning, "Leaving group {GroupId} failed: {Reason}")]
    public static partial void CloseFailed(ILogger logger, string groupId, string reason);

    [LoggerMessage(403, LogLevel.Warning, "Group {GroupId} was not left within {Timeout}; its members are told when the session ends")]
    public static partial void CloseTimedOut(ILogger logger, string groupId, TimeSpan timeout);
}
