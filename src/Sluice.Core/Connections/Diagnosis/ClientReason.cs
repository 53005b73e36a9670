// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>Puts what librdkafka reports of a connection into words that say what to do.</summary>
internal static partial class ClientReason
{
    /// <summary>A sentence without its full stop; the client's own words where they are not known.</summary>
    public static string Explain(string text)
    {
        if (Shape.Match(text) is not { Success: true } parts)
        {
            return text.StartsWith("Failed to acquire SASL OAUTHBEARER token", StringComparison.Ordinal)
                ? $"there is no token to log in with ({text}): check the token endpoint, and the client's id and secret"
                : text;
        }

        var server = parts.Groups["server"].Value;
        var reason = parts.Groups["reason"].Value;
        return ExplainLogin(server, reason)
            ?? ExplainTls(server, reason, parts.Groups["protocol"].Value, parts.Groups["state"].Value)
            ?? ExplainNetwork(server, reason)
            ?? text;
    }

    private static string? ExplainLogin(string server, string reason)
    {
        if (Mechanism.Match(reason) is { Success: true } handshake)
        {
            var (mechanism, offered) = (handshake.Groups[1].Value, handshake.Groups[2].Value.Trim());
            return offered.Length > 0
                ? $"{server} has no SASL mechanism {mechanism}: use one of {offered}"
                : $"{server} takes no login by SASL: leave the user out, or give the port of the listener that does";
        }

        return reason.StartsWith("SASL authentication error: ", StringComparison.Ordinal)
            ? $"{server} refused the login ({reason["SASL authentication error: ".Length..]}): check user, password and SASL mechanism"
            : null;
    }

    private static string? ExplainTls(string server, string reason, string protocol, string state)
    {
        if (reason.Contains("certificate verify failed", StringComparison.Ordinal))
        {
            return $"the certificate of {server} is not trusted, or is not for this name (certificate verify failed): give the trust store of the "
                + "cluster's authority, and connect by a name that the certificate has";
        }

        if (TlsAlert.Find(reason) is { } alert)
        {
            return alert == "protocol version"
                ? $"{server} takes no version of TLS that we have (alert \"{alert}\"): ask whoever runs the cluster which it takes"
                : $"{server} refused our certificate, or wants one and got none (alert \"{alert}\"): "
                    + "give the key store that whoever runs the cluster hands out";
        }

        if (!reason.Contains("Disconnected", StringComparison.Ordinal))
        {
            return null;
        }

        return (protocol.Contains("ssl", StringComparison.Ordinal), state) switch
        {
            (true, "SSL_HANDSHAKE") => $"{server} hung up on TLS: it may speak plain text on this port; "
                + "set security.protocol to plaintext or sasl_plaintext, or check the port",
            (false, "APIVERSION_QUERY") => $"{server} hung up on plain text: it may speak TLS on this port; "
                + "set security.protocol to ssl or sasl_ssl, or check the port",
            (_, "UP") => $"{server} hung up without a word: the brokers may be stopping, or they may want a login (SASL) that is not given",
            _ => null,
        };
    }

    private static string? ExplainNetwork(string server, string reason) => reason switch
    {
        _ when reason.StartsWith("Failed to resolve", StringComparison.Ordinal)
            => $"the name of {server} does not resolve: check its spelling, and that this machine's name server knows it",
        _ when reason.Contains("Connection refused", StringComparison.Ordinal)
            => $"{server} refused the connection: nothing listens on this port; check the port, and that the broker runs",
        _ when reason.StartsWith("Connection setup timed out", StringComparison.Ordinal)
            => $"{server} did not answer: a firewall may drop the connection, or the machine is down",
        _ when reason.Contains("No route to host", StringComparison.Ordinal) || reason.Contains("Network is unreachable", StringComparison.Ordinal)
            => $"{server} cannot be reached: there is no route from here; check the network and whether a VPN is needed",
        _ => null,
    };

    // "sasl_ssl://broker:9093/bootstrap: reason (after 3ms in state AUTH_REQ, 2 identical error(s) suppressed)"
    [GeneratedRegex(
        @"^(?:(?<protocol>\w+)://)?(?<server>[^\s/]+:\d+)/\w+: (?<reason>.*?)(?: \(after \d+ms in state (?<state>\w+)[^)]*(?:\(s\)[^)]*)?\))?$",
        RegexOptions.Singleline)]
    private static partial Regex Shape { get; }

    [GeneratedRegex(@"^SASL (\S+) mechanism handshake failed: .*supported mechanisms: ?(.*)$", RegexOptions.Singleline)]
    private static partial Regex Mechanism { get; }
}
