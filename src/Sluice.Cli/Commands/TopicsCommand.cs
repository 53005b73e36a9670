// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

internal static class TopicsCommand
{
    public static Command Create(Terminal terminal) => new DocumentedCommand("topics", "List, describe, create and delete topics.")
    {
        TopicsListCommand.Create(terminal),
        TopicsDescribeCommand.Create(terminal),
        TopicsCreateCommand.Create(terminal),
        TopicsDeleteCommand.Create(terminal),
    };
}
