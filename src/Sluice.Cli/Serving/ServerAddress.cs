// SPDX-License-Identifier: Apache-2.0

using System.CommandLine.Parsing;
using Sluice.Cli.Arguments;

namespace Sluice.Cli.Serving;

/// <summary>The addresses a server may listen on: plain HTTP on loopback, as long as it asks nobody for a token.</summary>
internal static class ServerAddress
{
    public const string Default = "http://127.0.0.1:9400";

    public static string? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Fault(text) is { } fault)
        {
            argument.AddError($"{Names.Of(argument)} \"{text}\" {fault}");
            return null;
        }

        return text;
    }

    private static string? Fault(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.PathAndQuery != "/")
        {
            return $"is not an address such as {Default}";
        }

        if (address.Scheme != Uri.UriSchemeHttp)
        {
            return "is not http, which is all that is served for now";
        }

        return address.IsLoopback
            ? null
            : "is not loopback: whoever reaches the address may read and write everything, so only this machine is served for now (127.0.0.1, [::1] or localhost)";
    }
}
