// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Core.Reading;

internal static partial class Log
{
    [LoggerMessage(300, LogLevel.Error, "The shared tail failed and starts anew; its readers look for themselves.")]
    public static partial void TailFailed(this ILogger logger, Exception exception);

    [LoggerMessage(301, LogLevel.Error, "A feed of records ended.")]
    public static partial void FeedFailed(this ILogger logger, Exception exception);
}
