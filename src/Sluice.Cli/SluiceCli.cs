// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Commands;
using Sluice.Cli.Output;
using Sluice.Core.Errors;

namespace Sluice.Cli;

/// <summary>Runs a command line and turns whatever happens into one line and an exit code.</summary>
internal static class SluiceCli
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal, Interruption interruption)
    {
        var parsed = RootCommandFactory.Create(terminal).Parse(args.Length == 0 ? ["--help"] : args);
        if (UsageErrors.Report(parsed, terminal))
        {
            return ExitCodes.Usage;
        }

        await using var text = terminal.CreateTextOutput();
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = text,
            Error = terminal.Error,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, interruption.Token);
        }
        catch (CommandException failure)
        {
            terminal.WriteError(failure.Message);
            return failure.ExitCode;
        }
        catch (KafkaFailureException failure)
        {
            terminal.WriteError(failure.Message);
            return FailureExitCodes.Of(failure.Failure.Code);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return interruption.ExitCode;
        }
        catch (OutputClosedException)
        {
            // Whoever read our output has seen enough (`| head`).
            return ExitCodes.Ok;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            terminal.WriteError(failure.Message);
            return ExitCodes.Environment;
        }
        catch (Exception defect)
        {
            terminal.WriteError($"a defect of sluice itself: {defect.GetType().Name}: {defect.Message}");
            return ExitCodes.Failed;
        }
    }
}
