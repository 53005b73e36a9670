// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Cases.Steps;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Results;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases;

/// <summary>Runs a case of a file, on one lane and for one row.</summary>
internal sealed class CaseRunner
{
    private readonly Pipeline _pipeline;
    private readonly PlannedCase _case;
    private readonly PipelineTest _test;
    private readonly IRunObserver _observer;
    private readonly List<StepResult> _steps = [];
    private readonly StepActions _actions;

    private CaseRunner(Pipeline pipeline, PlannedCase planned, PipelineTest test, StepActions actions, IRunObserver observer)
    {
        (_pipeline, _case, _test, _actions, _observer) = (pipeline, planned, test, actions, observer);
    }

    /// <summary>Runs it to its end; only a cancellation is thrown.</summary>
    public static async Task<CaseResult> RunAsync(Pipeline pipeline, PlannedCase planned, IRunObserver observer, CancellationToken cancellationToken)
    {
        var began = pipeline.Time.GetTimestamp();
        var started = pipeline.Time.GetUtcNow();
        PipelineTest test;
        try
        {
            test = await pipeline.BeginAsync(planned.File.Name, planned.Id, planned.Lane, planned.File.Lanes, cancellationToken).ConfigureAwait(false);
        }
        catch (PipelineException exception)
        {
            observer.CaseStarted(new CaseStart(planned.Id, planned.Title, planned.File.File, started));
            return planned.Result(Outcome.Error, started, pipeline.Time.GetElapsedTime(began)) with { Error = pipeline.Secrets.Hide(exception.Message) };
        }

        observer.CaseStarted(new CaseStart(planned.Id, planned.Title, planned.File.File, test.Context.Timeline.Started));
        var actions = new StepActions(pipeline, planned, test);
        try
        {
            return await new CaseRunner(pipeline, planned, test, actions, observer).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await actions.DisposeAsync().ConfigureAwait(false);
            await test.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task<CaseResult> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_case.File.Timeout, _pipeline.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        foreach (var step in _case.File.Steps.OfType<ExpectStep>().Where(step => step.From is not null || step.Group is not null))
        {
            if (await EndAsync(step, () => _actions.OpenAsync(step, either.Token), cancellationToken).ConfigureAwait(false) is { } ended)
            {
                return ended;
            }
        }

        foreach (var step in _case.File.Steps)
        {
            if (await RunAsync(step, either.Token, cancellationToken).ConfigureAwait(false) is { } ended)
            {
                return ended;
            }
        }

        return await EndAsync(null, () => _test.Verbs.RecheckAsync(either.Token), cancellationToken).ConfigureAwait(false)
            ?? Result(Outcome.Passed);
    }

    private async Task<CaseResult?> RunAsync(Step step, CancellationToken token, CancellationToken cancellationToken)
    {
        _observer.StepStarted(new StepStart(_case.Id, step.Verb, step.Subject, step.Line, WaitsFor(step)));
        var began = _test.Context.Timeline.Now;
        var notes = new List<string>();
        var ended = await EndAsync(step, () => _actions.DoAsync(step, notes, token), cancellationToken).ConfigureAwait(false);
        _steps.Add(new StepResult
        {
            Verb = step.Verb, Subject = step.Subject, Line = step.Line, Outcome = ended?.Outcome ?? Outcome.Passed, Began = began,
            Elapsed = _test.Context.Timeline.Now - began, Notes = [.. notes.Distinct().Select(_pipeline.Secrets.Hide)],
        });
        return ended is null ? null : ended with { Steps = [.. _steps, .. NotRun()] };
    }

    // Null if it went well, else how the case ends.
    private async Task<CaseResult?> EndAsync(Step? step, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work().ConfigureAwait(false);
            return null;
        }
        catch (ExpectationFailedException exception)
        {
            return Result(Outcome.Failed) with { Failure = exception.Failure };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Result(Outcome.Failed) with
            {
                Failure = new ExpectationFailure
                {
                    Step = step is null ? "the end of the case" : $"{step.Verb} {step.Subject}",
                    Endpoint = step?.Subject ?? "",
                    Summary = $"not done within the case's timeout of {Duration.Show(_case.File.Timeout)}",
                    Location = step is null ? null : _actions.Location(step),
                    Events = _test.Context.Timeline.Events,
                },
            };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A value that came up in the case itself, what cannot be reached, or whatever it was: it says nothing about the services, and the other
            // cases go on.
            var reason = exception is ValueException or PatternException or FormatException
                ? exception.Message : CannotTell.Explain(exception) ?? $"{exception.GetType().Name}: {exception.Message}";
            return Result(Outcome.Error) with { Error = _pipeline.Secrets.Hide($"{(step is null ? "" : _actions.Location(step) + ": ")}{reason}") };
        }
    }

    private string? WaitsFor(Step step) => step switch
    {
        ExpectStep { Count.IsNone: true, During: null } => "none matching",
        ExpectStep expect => $"{expect.Count} matching {(expect.During is null ? "within" : "during")} {Duration.Show(expect.Within ?? expect.During ?? _pipeline.Options.Within)}",
        SettleStep => "all consumed",
        _ => null,
    };

    private IEnumerable<StepResult> NotRun() => _case.File.Steps.Skip(_steps.Count)
        .Select(step => new StepResult { Verb = step.Verb, Subject = step.Subject, Line = step.Line, Outcome = Outcome.NotRun });

    private CaseResult Result(Outcome outcome) => _case.Result(outcome, _test.Context.Timeline.Started, _test.Context.Timeline.Now) with
    {
        Steps = [.. _steps], Timeline = _test.Context.Timeline.Entries,
    };
}
