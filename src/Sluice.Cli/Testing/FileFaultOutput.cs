// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Output;
using Sluice.Testing.Files;

namespace Sluice.Cli.Testing;

/// <summary>Shows what is wrong in files.</summary>
internal static class FileFaultOutput
{
    /// <summary>Writes a line for each fault, and returns what ends the command.</summary>
    public static CommandException Write(Terminal terminal, FileFaultsException exception)
    {
        foreach (var fault in exception.Faults)
        {
            terminal.Error.WriteLine(fault.ToString());
        }

        return new CommandException(
            ExitCodes.Usage, exception.Faults.Count == 1 ? "there is 1 fault in the files" : $"there are {exception.Faults.Count} faults in the files", exception);
    }
}
