// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Listening;

/// <summary>
/// What others than this machine can reach, and how it is guarded. Each way to be without a guard has to be asked for by its own setting.
/// </summary>
internal sealed class Exposure
{
    private Exposure(string? plain, string? unasked, GatewayOptions options)
    {
        PlainAddresses = plain;
        UnaskedAddresses = unasked;
        Faults =
        [
            .. plain is null || options.InsecureNoTls ? (string[])[] :
            [
                $"Gateway:Url has {plain}, which others can reach, without TLS: whoever is on the way could read and change everything, "
                + "tokens too. Write https:// and give a certificate (Tls:Certificate or Tls:Directory; \"sluice certs dev\" makes one to try it "
                + "out), listen on loopback (127.0.0.1, [::1], localhost), or allow it with --insecure-no-tls (Gateway:InsecureNoTls).",
            ],
            .. unasked is null || options.InsecureNoAuth ? (string[])[] :
            [
                $"Gateway:Url has {unasked}, which others can reach, and there are no tokens: "
                + "whoever reaches it could read and write every topic. Take tokens (section Security:Tokens), "
                + "require client certificates (Tls:ClientCertificates:Mode=required), listen on loopback (127.0.0.1, [::1], localhost), or allow it with --insecure-no-auth (Gateway:InsecureNoAuth).",
            ],
        ];
    }

    /// <summary>Addresses without TLS that others can reach, for messages; null if there are none.</summary>
    public string? PlainAddresses { get; }

    /// <summary>Addresses that others can reach without saying who they are, for messages; null if there are none.</summary>
    public string? UnaskedAddresses { get; }

    /// <summary>Why the server must not start.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <param name="addresses">Where the API is.</param>
    /// <param name="options">What is allowed.</param>
    /// <param name="asksWhoCalls">Whether callers need a token or a certificate.</param>
    public static Exposure Of(IReadOnlyList<ListenAddress> addresses, GatewayOptions options, bool asksWhoCalls)
    {
        var open = addresses.Where(address => !address.IsLoopback).ToArray();
        return new Exposure(
            Join(open.Where(address => !address.IsHttps)), asksWhoCalls ? null : Join(open), options);
    }

    private static string? Join(IEnumerable<ListenAddress> addresses) =>
        string.Join(", ", addresses.Select(address => address.Text)) is { Length: > 0 } text ? text : null;
}
