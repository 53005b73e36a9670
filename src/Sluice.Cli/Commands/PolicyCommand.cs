// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class PolicyCommand
{
    public static Command Create(Terminal terminal) => new DocumentedCommand("policy", "Look into the gateway's topic rules.")
    {
        PolicyExplainCommand.Create(terminal),
    };
}
