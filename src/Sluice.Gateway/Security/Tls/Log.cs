// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Security.Tls;

internal static partial class Log
{
    [LoggerMessage(660, LogLevel.Information,
        "The files for TLS have changed: new connections get the certificate \"{Subject}\", valid until {NotAfter:yyyy-MM-dd HH:mm} UTC "
        + "(SHA-256 {Fingerprint}).")]
    public static partial void Replaced(ILogger logger, string subject, DateTimeOffset notAfter, string fingerprint);

    [LoggerMessage(661, LogLevel.Error,
        "The certificate's files have changed and cannot be used: {Reason} The certificate \"{Subject}\" goes on, "
        + "and the files are looked at again and again.")]
    public static partial void NotReplaced(ILogger logger, string reason, string subject);

    [LoggerMessage(662, LogLevel.Warning, "{Problem}")]
    public static partial void ExpiresSoon(ILogger logger, string problem);

    [LoggerMessage(663, LogLevel.Error, "{Problem}")]
    public static partial void NotValid(ILogger logger, string problem);

    [LoggerMessage(664, LogLevel.Information, "The connection of {Client} was refused for its certificate: {Reason}.")]
    public static partial void CertificateRefused(ILogger logger, string client, string reason);
}
