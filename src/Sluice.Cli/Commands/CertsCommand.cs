// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class CertsCommand
{
    public static Command Create(Terminal terminal) => new DocumentedCommand(
        "certs", "Look into key and trust stores, convert them, and make some to try TLS out.")
    {
        CertsInspectCommand.Create(terminal),
        CertsConvertCommand.Create(terminal),
        CertsDevCommand.Create(terminal),
    };
}
