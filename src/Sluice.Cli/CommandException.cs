// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Cli;

/// <summary>Ends a command with one line for the person and an exit code for the script.</summary>
internal sealed class CommandException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
