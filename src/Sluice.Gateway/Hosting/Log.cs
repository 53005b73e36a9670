// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Hosting;

internal static partial class Log
{
    private const string Off = "\n  security  off: no tokens, no TLS; reachable from this machine only (loopback)";

    [LoggerMessage(100, LogLevel.Information,
        "Sluice gateway is ready.\n  address   {Addresses}  (API reference: /docs)\n  cluster   {BootstrapServers}" + Off)]
    public static partial void Started(ILogger logger, string addresses, string bootstrapServers);

    [LoggerMessage(101, LogLevel.Information,
        "Sluice gateway is ready.\n  address   {Addresses}  (API reference: /docs)"
        + "\n  cluster   embedded, {Brokers} brokers at {BootstrapServers}"
        + "\n  data      in memory only, gone at the stop; the last 5 MiB of each partition are kept" + Off)]
    public static partial void StartedEmbedded(ILogger logger, string addresses, int brokers, string bootstrapServers);

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
}
