// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>The alert (RFC 8446, section 6) by which the other side ended TLS, as it stands in the texts of exceptions and of the client.</summary>
internal static partial class TlsAlert
{
    /// <summary>The alert's name in lower case with spaces, for example <c>bad certificate</c>; null if there is none.</summary>
    public static string? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (Find(exception.Message) is { } alert)
            {
                return alert;
            }
        }

        return null;
    }

    /// <inheritdoc cref="Find(Exception?)" />
    public static string? Find(string text)
    {
        if (OpenSsl.Match(text) is { Success: true } native)
        {
            return native.Groups[1].Value.Trim();
        }

        return DotNet.Match(text) is { Success: true } managed
            ? WordStart.Replace(managed.Groups[1].Value, " ").ToLowerInvariant().Trim()
            : null;
    }

    // "error:0A000412:SSL routines::ssl/tls alert bad certificate: ..."
    [GeneratedRegex(@"SSL routines:[^:]*:[a-z0-9/.]+ alert ([a-z ]+)", RegexOptions.IgnoreCase)]
    private static partial Regex OpenSsl { get; }

    // "... the remote party sent a TLS alert: 'BadCertificate'."
    [GeneratedRegex(@"TLS alert: '(\w+)'")]
    private static partial Regex DotNet { get; }

    [GeneratedRegex("(?=[A-Z])")]
    private static partial Regex WordStart { get; }
}
