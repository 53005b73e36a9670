// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Security.Access;

internal static partial class Log
{
    [LoggerMessage(640, LogLevel.Information,
        "The access settings have changed and hold from now on: {Rules} topic rules, {Groups} allowed groups.")]
    public static partial void Changed(ILogger logger, int rules, int groups);

    [LoggerMessage(641, LogLevel.Warning,
        "The settings have no topic rules any more: whoever comes in may do everything to every topic. "
        + "To allow nothing, keep a rule that allows little.")]
    public static partial void RulesGone(ILogger logger);

    [LoggerMessage(642, LogLevel.Warning,
        "The settings name no allowed groups any more (Security:Groups:Allowed): whoever has a valid token comes in.")]
    public static partial void GroupsGone(ILogger logger);

    [LoggerMessage(643, LogLevel.Error,
        "The changed settings cannot be used, so topic rules and allowed groups stay as they were. {Fault}")]
    public static partial void KeptAsTheyWere(ILogger logger, string fault);
}
