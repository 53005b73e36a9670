// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;

namespace Sluice.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines, without a prompt, that work as they stand.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];
}
