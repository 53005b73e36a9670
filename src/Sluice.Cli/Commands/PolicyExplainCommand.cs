// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Cli.Output;
using Sluice.Cli.Policies;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Cli.Commands;

internal static class PolicyExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var principals = new Option<string[]>("--principal")
        {
            Description = "What the caller is, as rules write it: oid:…, appid:…, group:…, role:… or cert:…; "
                + "may be repeated, for each of its groups too.",
            HelpName = "principal",
            Required = true,
        };
        var topic = new Option<string>("--topic") { Description = "The topic; it need not exist.", HelpName = "name", Required = true };
        var operation = new Option<string>("--operation")
        {
            Description = "What the caller wants to do.",
            HelpName = string.Join('|', PolicyExplanation.Operations),
            Required = true,
        };
        operation.CompletionSources.Add([.. PolicyExplanation.Operations]);
        var config = new Option<FileInfo>("--config", "-c")
        {
            Description = "A JSON configuration file, with the section Security.",
            HelpName = "file",
        }.AcceptExistingOnly();
        var output = new ChoiceOption("--output", ["-o"], "text", "json") { Description = "text for people, json for programs." };
        var command = new DocumentedCommand("explain", "Show which topic rule lets a caller do something to a topic, or that none does.")
        {
            Examples =
            [
                "sluice policy explain --principal role:Orders.Read --topic orders --operation read --config gateway.json",
                "sluice policy explain --principal oid:7c9e6679-7425-40de-944b-e07fc1f90ae7 "
                    + "--principal group:3b2e4f9c-6a51-4c0d-9c39-1f9d2f0c7a10 --topic sales.eu --operation write --config gateway.json --output json",
            ],
        };
        command.Add(principals);
        command.Add(topic);
        command.Add(operation);
        command.Add(config);
        command.Add(output);
        command.SetAction(async (parsed, _) =>
        {
            var explanation = Explain(
                parsed.GetValue(config)?.FullName,
                parsed.GetRequiredValue(principals),
                parsed.GetRequiredValue(topic),
                parsed.GetRequiredValue(operation));
            await ExplanationOutput.WriteAsync(terminal, explanation, parsed.GetValue(output) == "json");
            if (!explanation.ComesIn)
            {
                terminal.WriteNotice(
                    "sluice: the caller does not come in at all unless it belongs to one of Security:Groups:Allowed; "
                    + "name its groups by --principal group:….");
            }

            return explanation.IsAllowed ? ExitCodes.Ok : ExitCodes.Failed;
        });
        return command;
    }

    private static PolicyExplanation Explain(string? configFile, string[] principals, string topic, string operation)
    {
        try
        {
            return PolicyExplanation.Of(settings: null, configFile, principals, topic, operation);
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(ExitCodes.Usage, fault.Message, fault);
        }
        catch (Exception fault) when (ConfigurationFault.IsIn(fault))
        {
            throw ConfigurationFault.Create(fault);
        }
    }
}
