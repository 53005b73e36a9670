// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Help;
using Sluice.Cli.Output;

namespace Sluice.Cli.Commands;

/// <summary>The whole command line: one line a command.</summary>
internal static class RootCommandFactory
{
    public static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Apache Kafka over REST, embedded or for real.")
        {
            ServeCommand.Create(terminal),
            DemoCommand.Create(terminal),
            TopicsCommand.Create(terminal),
            ProduceCommand.Create(terminal),
            ConsumeCommand.Create(terminal),
            TestCommand.Create(terminal),
            LintCommand.Create(terminal),
            RecordCommand.Create(terminal),
            CheckCommand.Create(terminal),
            LagCommand.Create(terminal),
            GroupsCommand.Create(terminal),
            CertsCommand.Create(terminal),
            PolicyCommand.Create(terminal),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Description = "Show this help.";
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.OfType<VersionOption>().Single().Description = "Show the version.";
        return root;
    }
}
