// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Security.Groups;

internal static partial class Log
{
    [LoggerMessage(620, LogLevel.Error,
        "{Failure} Who is remembered comes in; others are answered 503. This is said again once it has answered in between.")]
    public static partial void DirectoryFails(ILogger logger, string failure);

    [LoggerMessage(621, LogLevel.Information, "Microsoft Graph answers again.")]
    public static partial void DirectoryAnswersAgain(ILogger logger);

    [LoggerMessage(622, LogLevel.Error, "Asking for groups failed by a defect of the gateway.")]
    public static partial void AskingFailed(ILogger logger, Exception exception);
}
