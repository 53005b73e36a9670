// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary><c>--output text|json</c>: for people or for programs.</summary>
internal sealed class OutputFormatOption : Option<string>
{
    public OutputFormatOption()
        : base("--output", "-o")
    {
        Description = "text for people, json for programs.";
        HelpName = "text|json";
        DefaultValueFactory = _ => "text";
        AcceptOnlyFromAmong("text", "json");
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(this) == "json";
}
