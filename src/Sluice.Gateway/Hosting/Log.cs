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

    [LoggerMessage(102, LogLevel.Warning, "{Warning}")]
    public static partial void ConnectionWarning(ILogger logger, string warning);
}
