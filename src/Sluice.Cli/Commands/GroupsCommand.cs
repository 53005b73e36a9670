// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class GroupsCommand
{
    public static Command Create(Terminal terminal) => new DocumentedCommand("groups", "List, describe, reset and delete consumer groups.")
    {
        GroupsListCommand.Create(terminal),
        GroupsDescribeCommand.Create(terminal),
        GroupsResetCommand.Create(terminal),
        GroupsDeleteCommand.Create(terminal),
    };
}
