// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Security.Tokens;

internal static partial class Log
{
    [LoggerMessage(600, LogLevel.Warning, "The keys of {Issuer} cannot be read from {MetadataAddress}: {Reason}")]
    public static partial void KeysNotRead(ILogger logger, string issuer, Uri metadataAddress, string reason);

    [LoggerMessage(601, LogLevel.Information, "{Count} keys of {Issuer} are known.")]
    public static partial void KeysRead(ILogger logger, string issuer, int count);
}
