// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Hosting;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Sluice gateway is ready.{Summary}")]
    public static partial void Started(ILogger logger, string summary);

    [LoggerMessage(110, LogLevel.Information, "Stopping: {UnderWay} requests are under way; new ones are refused after {DelaySeconds} s.")]
    public static partial void Stopping(ILogger logger, int underWay, double delaySeconds);

    [LoggerMessage(111, LogLevel.Information,
        "Stopped after {Seconds:0.0} s: {WaitedFor} requests under way were waited for, none was cut off; {Refused} were refused.")]
    public static partial void Stopped(ILogger logger, double seconds, int waitedFor, long refused);

    [LoggerMessage(112, LogLevel.Warning,
        "Stopped after {Seconds:0.0} s, the limit (Gateway:ShutdownTimeout): of {WaitedFor} requests under way {CutOff} were cut off; "
        + "{Refused} were refused. All records were acknowledged or failed: {IsFlushed}.")]
    public static partial void StoppedUnfinished(ILogger logger, double seconds, int waitedFor, int cutOff, long refused, bool isFlushed);

    [LoggerMessage(102, LogLevel.Warning, "{Warning}")]
    public static partial void ConnectionWarning(ILogger logger, string warning);

    [LoggerMessage(103, LogLevel.Warning,
        "INSECURE: {Addresses} can be reached by others and has no TLS (Gateway:InsecureNoTls): "
        + "whoever is on the way reads and changes everything, tokens too.")]
    public static partial void WithoutTls(ILogger logger, string addresses);

    [LoggerMessage(104, LogLevel.Warning,
        "INSECURE: {Addresses} can be reached by others and asks nobody who they are (Gateway:InsecureNoAuth): "
        + "whoever reaches it may do everything.")]
    public static partial void WithoutAuthentication(ILogger logger, string addresses);

    [LoggerMessage(105, LogLevel.Warning,
        "The management address {Addresses} can be reached by others and asks nobody who they are: "
        + "see that only the operator's network does.")]
    public static partial void ManagementIsOpen(ILogger logger, string addresses);
}
