// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Cases.Steps;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Results;

namespace Sluice.Testing.Cases;

/// <summary>Runs cases on an open pipeline: many at once, and those that disturb others alone, at the end.</summary>
internal static class CaseRun
{
    /// <summary>Runs them all.</summary>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static async Task<RunResult> RunAsync(
        Pipeline pipeline, IReadOnlyList<CaseFile> cases, RunOptions options, IRunObserver observer, CancellationToken cancellationToken)
    {
        PlannedCase[] planned = [.. cases.SelectMany(file => Plan(pipeline, file))];
        var started = pipeline.Time.GetUtcNow();
        var began = pipeline.Time.GetTimestamp();
        observer.RunStarted(pipeline.Name, started, planned.Length);
        var results = new CaseResult[planned.Length];
        foreach (var (disturbs, width) in ((bool, int)[])[(false, options.Parallel), (true, 1)])
        {
            var these = Enumerable.Range(0, planned.Length).Where(i => planned[i].File.Disturbs == disturbs);
            await Parallel.ForEachAsync(
                these,
                new ParallelOptions { MaxDegreeOfParallelism = width, CancellationToken = cancellationToken },
                async (i, token) =>
                {
                    results[i] = await CaseRunner.RunAsync(pipeline, planned[i], observer, token).ConfigureAwait(false);
                    observer.CaseEnded(results[i]);
                }).ConfigureAwait(false);
        }

        var result = new RunResult(pipeline.Name, started, pipeline.Time.GetElapsedTime(began), results);
        observer.RunEnded(result);
        return result;
    }

    private static IEnumerable<PlannedCase> Plan(Pipeline pipeline, CaseFile file)
    {
        var lanes = file.Lanes is { } topic ? pipeline.TopicOf(topic).Tap.PartitionCount : (int?)null;
        for (var row = 0; row < (file.Rows?.Count ?? 1); row++)
        {
            for (var lane = 0; lane < (lanes ?? 1); lane++)
            {
                var id = lanes is { } count ? Pipeline.NewIdFor(lane, count) : Pipeline.NewId();
                yield return new PlannedCase(file, id, lanes is null ? null : lane, file.Rows is null ? null : row + 1, file.Rows?[row]);
            }
        }
    }
}
