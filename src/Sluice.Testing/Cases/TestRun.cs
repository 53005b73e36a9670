// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Cases.Steps;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Results;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases;

/// <summary>Checks and runs case files, as the command line does.</summary>
public static class TestRun
{
    /// <summary>Reads a pipeline file and case files without connecting to anything.</summary>
    /// <param name="pipeline">The pipeline file.</param>
    /// <param name="cases">The case files.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is wrong in them; empty if nothing is.</returns>
    public static async Task<IReadOnlyList<FileFault>> LintAsync(string pipeline, IEnumerable<string> cases, CancellationToken cancellationToken)
    {
        try
        {
            await CaseSet.ReadAsync(pipeline, cases, sources: null, cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (FileFaultsException exception)
        {
            return exception.Faults;
        }
    }

    /// <summary>Opens the pipeline, runs the cases and closes it again.</summary>
    /// <param name="pipeline">The pipeline file.</param>
    /// <param name="cases">The case files.</param>
    /// <param name="pipelineOptions">How the pipeline is opened.</param>
    /// <param name="options">Which cases run, and how many at once.</param>
    /// <param name="observer">Is told of the run.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="FileFaultsException">Files cannot be used: nothing was opened.</exception>
    /// <exception cref="PipelineException">The pipeline cannot be opened.</exception>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static async Task<RunResult> RunAsync(
        string pipeline, IEnumerable<string> cases, PipelineOptions pipelineOptions, RunOptions options, IRunObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipelineOptions);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        var sources = new ValueSources(".", new SecretMask(), pipelineOptions.Time, pipelineOptions.Variable);
        var set = await CaseSet.ReadAsync(pipeline, cases, sources, cancellationToken).ConfigureAwait(false);
        var opened = await new PipelineOpener(set.Pipeline, pipelineOptions, new PipelineResources()).OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            return await RunAsync(opened, set.Cases, options, observer, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs cases on a pipeline that is open.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cases">The case files.</param>
    /// <param name="options">Which cases run, and how many at once.</param>
    /// <param name="observer">Is told of the run.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="FileFaultsException">Files cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static async Task<RunResult> RunAsync(
        Pipeline pipeline, IEnumerable<string> cases, RunOptions options, IRunObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        var sources = new ValueSources(".", pipeline.Secrets, pipeline.Time, pipeline.Options.Variable);
        var set = await CaseSet.ReadAsync(pipeline.File.File, cases, sources, cancellationToken).ConfigureAwait(false);
        return await RunAsync(pipeline, set.Cases, options, observer, cancellationToken).ConfigureAwait(false);
    }

    private static Task<RunResult> RunAsync(
        Pipeline pipeline, IReadOnlyList<CaseFile> cases, RunOptions options, IRunObserver observer, CancellationToken cancellationToken) =>
        CaseRun.RunAsync(pipeline, [.. cases.Where(options.Wants)], options, observer, cancellationToken);
}
