// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;

namespace Sluice.Cli;

/// <summary>Tells what is wrong with a setting, wherever it came from, from other failures.</summary>
internal static class ConfigurationFault
{
    public static bool IsIn(Exception exception) => exception
        is InvalidDataException
        or OptionsValidationException
        or InvalidOperationException { InnerException: FormatException or ArgumentException or OverflowException };

    public static CommandException Create(Exception fault)
    {
        // The outer one says which file or setting, the innermost what is wrong with it.
        var reason = fault.GetBaseException();
        return new CommandException(ExitCodes.Usage, reason == fault ? fault.Message : $"{fault.Message} {reason.Message}", fault);
    }
}
