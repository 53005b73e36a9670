// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Output;
using Sluice.Core.Embedded;
using Sluice.Testing.Cases;
using Sluice.Testing.Clusters;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;

namespace Sluice.Cli.Testing;

/// <summary>One run of cases from the command line.</summary>
internal sealed class TestInvocation(Terminal terminal, RunOptions options, string? kafka, bool startServices, ReportKind[] reports, string folder, TimeSpan? timeout)
{
    /// <summary>Runs cases and returns the exit code.</summary>
    public async Task<int> RunAsync(string pipeline, IReadOnlyList<string> cases, CancellationToken cancellationToken)
    {
        if (cases.Count == 0)
        {
            throw new CommandException(ExitCodes.Usage, "name at least one case file, a pattern or a folder");
        }

        return await RunAsync(pipeline, cases, kafka, new PipelineOptions { StartServices = startServices, Time = terminal.Time }, cancellationToken);
    }

    /// <summary>Runs the sample's cases, with nothing installed.</summary>
    public async Task<int> RunDemoAsync(CancellationToken cancellationToken)
    {
        using var demo = DemoPipeline.Create();
        demo.WriteNotes(terminal);
        return await RunAsync(demo.PipelineFile, CaseArguments.Find([demo.CaseFolder]), kafka ?? "embedded", demo.Options, cancellationToken);
    }

    private async Task<int> RunAsync(
        string pipeline, IReadOnlyList<string> cases, string? cluster, PipelineOptions pipelineOptions, CancellationToken cancellationToken)
    {
        pipelineOptions.Timeout = timeout ?? pipelineOptions.Timeout;
        try
        {
            await using var embedded = cluster == "embedded" ? EmbeddedCluster.Start() : null;
            await using var process = cluster == "process"
                ? await KafkaProcess.StartAsync(new KafkaProcessOptions { Brokers = 1 }, cancellationToken) : null;
            pipelineOptions.Embedded = embedded;
            pipelineOptions.Process = process;
            pipelineOptions.BootstrapServers = embedded is null && process is null ? cluster : null;
            if ((embedded?.BootstrapServers ?? process?.PlainBootstrapServers ?? cluster) is { } servers)
            {
                pipelineOptions.Variables["KAFKA_BOOTSTRAP"] = servers;
            }

            await using var text = terminal.CreateTextOutput();
            text.AutoFlush = true;
            using var files = reports.Length > 0 ? Reports.Create(folder, reports) : null;
            var console = terminal.CreateOutputConsole(text);
            using var live = terminal.IsOutputInteractive && console.Profile.Capabilities.Ansi ? new LiveProgress(console, terminal.Time) : null;
            IRunObserver[] observers =
            [
                new PlainProgress(live?.Lines ?? text),
                .. live is null ? Array.Empty<IRunObserver>() : [live],
                .. files is null ? Array.Empty<IRunObserver>() : [files],
            ];
            Task<RunResult> RunAsync() => TestRun.RunAsync(pipeline, cases, pipelineOptions, options, new Observers(observers), cancellationToken);
            var result = live is null ? await RunAsync() : await live.ShowAsync(RunAsync);
            return result.Outcome switch { Outcome.Passed => ExitCodes.Ok, Outcome.Error => ExitCodes.Environment, _ => ExitCodes.Failed };
        }
        catch (FileFaultsException exception)
        {
            throw FileFaultOutput.Write(terminal, exception);
        }
        catch (Exception exception) when (exception is PipelineException or KafkaProcessException)
        {
            throw new CommandException(ExitCodes.Environment, exception.Message, exception);
        }
    }
}
