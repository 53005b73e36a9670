// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Cases;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Reporting;
using Sluice.Testing.Results;
using Xunit;

namespace Sluice.Testing.Xunit;

/// <summary>Holds a pipeline open for the tests of a class, a collection or an assembly. Thread-safe once it is open.</summary>
/// <example><c>public sealed class OrdersPipeline() : PipelineFixture("pipeline.yaml");</c></example>
/// <param name="file">The pipeline file; a path that begins nowhere begins at the tests' own folder.</param>
public class PipelineFixture(string file) : IAsyncLifetime
{
    private Pipeline? _pipeline;

    /// <summary>The open pipeline.</summary>
    /// <exception cref="InvalidOperationException">The fixture was not initialised.</exception>
    public Pipeline Pipeline => _pipeline ?? throw new InvalidOperationException("The fixture is not open: let xunit hold it, as a class, collection or assembly fixture.");

    /// <summary>Opens the pipeline.</summary>
    public virtual async ValueTask InitializeAsync()
    {
        var options = new PipelineOptions();
        await ConfigureAsync(options).ConfigureAwait(false);
        _pipeline = await Pipeline.OpenAsync(PathOf(file), options, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Closes the pipeline.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_pipeline is not null)
        {
            await _pipeline.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Begins a case; dispose it to end it.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<PipelineTest> BeginAsync(CancellationToken cancellationToken) => Pipeline.BeginAsync(cancellationToken);

    /// <summary>Runs a test once for each partition of a topic, all at once.</summary>
    /// <param name="topic">The topic's endpoint.</param>
    /// <param name="test">The test.</param>
    public Task RunLanesAsync(string topic, Func<PipelineTest, Task> test) => Pipeline.RunLanesAsync(topic, test, TestContext.Current.CancellationToken);

    /// <summary>
    /// Runs a case file with all its rows and lanes, attaches its report to the test, and fails the test with all that is known if one of them failed.
    /// </summary>
    /// <param name="caseFile">The case file, as <see cref="CaseFilesAttribute"/> gives it.</param>
    /// <exception cref="CasesFailedException">A case failed, or nothing can be told of it.</exception>
    /// <exception cref="Files.FileFaultsException">The file cannot be used.</exception>
    public async Task RunAsync(string caseFile)
    {
        var result = await TestRun.RunAsync(
            Pipeline, [PathOf(caseFile)], new RunOptions(), new Observers(), TestContext.Current.CancellationToken).ConfigureAwait(false);
        var page = Reports.Render(ReportKind.Html, result);
        if (TestContext.Current.Test is not null)
        {
            TestContext.Current.AddAttachment(Reports.NameOf(ReportKind.Html), System.Text.Encoding.UTF8.GetBytes(page), "text/html");
        }

        if (result.Outcome != Outcome.Passed)
        {
            throw new CasesFailedException(result);
        }
    }

    /// <summary>What is to be set before the pipeline is opened: a cluster, variables, commands.</summary>
    /// <param name="options">The options.</param>
    protected virtual ValueTask ConfigureAsync(PipelineOptions options) => ValueTask.CompletedTask;

    private static string PathOf(string path) => Path.Combine(AppContext.BaseDirectory, path);
}
