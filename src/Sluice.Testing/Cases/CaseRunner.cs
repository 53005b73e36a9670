// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Core.Groups;
using Sluice.Testing.Cases.Steps;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Expectations;
using Sluice.Testing.Http;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Results;
using Sluice.Testing.Taps;
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
    private readonly List<IAsyncDisposable> _faults = [];
    private readonly Dictionary<ExpectStep, IEndpointView> _ownViews = [];
    private readonly List<IDisposable> _stubs = [];
    private ValueScope _values;

    private CaseRunner(Pipeline pipeline, PlannedCase planned, PipelineTest test, IRunObserver observer)
    {
        (_pipeline, _case, _test, _observer) = (pipeline, planned, test, observer);
        _values = planned.Values(pipeline.Values);
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
            return planned.Result(Outcome.Error, started, pipeline.Time.GetElapsedTime(began)) with { Error = pipeline.Secrets.Hide(exception.Message) };
        }

        observer.CaseStarted(new CaseStart(planned.Id, planned.Title, planned.File.File, test.Context.Timeline.Started));
        var runner = new CaseRunner(pipeline, planned, test, observer);
        try
        {
            return await runner.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var fault in runner._faults)
            {
                await fault.DisposeAsync().ConfigureAwait(false);
            }

            runner._stubs.ForEach(stub => stub.Dispose());
            foreach (var view in runner._ownViews.Values)
            {
                await view.DisposeAsync().ConfigureAwait(false);
            }

            await test.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task<CaseResult> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_case.File.Timeout, _pipeline.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        foreach (var step in _case.File.Steps.OfType<ExpectStep>().Where(step => step.From is not null || step.Group is not null))
        {
            if (await EndAsync(step, () => OpenAsync(step, either.Token), cancellationToken).ConfigureAwait(false) is { } ended)
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
        var ended = await EndAsync(step, () => DoAsync(step, notes, token), cancellationToken).ConfigureAwait(false);
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
                    Location = step is null ? null : Location(step),
                    Events = _test.Context.Timeline.Events,
                },
            };
        }
        catch (Exception exception) when (exception is ValueException or PatternException or FormatException)
        {
            // Only a value that came up in the case itself can lead here: files were checked before.
            return Result(Outcome.Error) with { Error = _pipeline.Secrets.Hide($"{(step is null ? "" : Location(step) + ": ")}{exception.Message}") };
        }
        catch (Exception exception) when (CannotTell.Explain(exception) is { } reason)
        {
            return Result(Outcome.Error) with { Error = _pipeline.Secrets.Hide($"{(step is null ? "" : Location(step) + ": ")}{reason}") };
        }
    }

    private Task DoAsync(Step step, List<string> notes, CancellationToken token) => step switch
    {
        SendStep send => _test.Verbs.SendAsync(send.Subject, Outgoing(send), token),
        ExpectStep expect => ExpectAsync(expect, notes, token),
        SettleStep settle => _test.Verbs.SettleAsync(settle.Subject, settle.Within, Location(settle), token),
        FaultStep fault => DisturbAsync(fault, token),
        StubStep stub => StubAsync(stub),
        SetStep set => SetAsync(set),
        _ => throw new InvalidOperationException($"{step.Verb} is no verb."),
    };

    private Outgoing Outgoing(SendStep send) => new()
    {
        Key = Text(send.Key),
        Value = _values.Resolve(send.Value),
        Bytes = send.Bytes is { } bytes ? Convert.FromBase64String(_values.ResolveText(bytes)) : null,
        Headers = Headers(send.Headers),
        Partition = send.Partition,
        Method = send.Method,
        Path = send.Path is { } path ? _values.ResolveText(path) : null,
    };

    private async Task ExpectAsync(ExpectStep step, List<string> notes, CancellationToken token)
    {
        var bytes = step.Bytes is { } text ? Convert.FromBase64String(_values.ResolveText(text)) : null;
        var pattern = RecordPattern.Parse(
            _values.Resolve(step.Match), step.IsStrict, _values.Resolve(step.Key), _values.Resolve(step.Headers) as JsonObject, step.Partition, step.IsTombstone,
            bytes is null ? (ReadOnlyMemory<byte>?)null : bytes, _values.Resolve(step.Status));
        var order = step.Order.Select(one => RecordPattern.Parse(_values.Resolve(one), step.IsStrict, null, null, null, tombstone: false, bytes: null)).ToArray();
        var matched = await _test.Verbs.ExpectAsync(
            new ExpectRequest(step.Subject, new Expectation(pattern, step.Count, order))
            {
                Length = step.Within ?? step.During,
                Holds = step.During is not null,
                View = _ownViews.GetValueOrDefault(step),
                Where = step.Where is null ? null : Matcher.Parse(_values.Resolve(step.Where)),
                Location = Location(step),
            },
            notes,
            token).ConfigureAwait(false);
        foreach (var (name, selector) in step.Set)
        {
            _values = _values.With(name, Keep(matched[0], selector, name));
        }
    }

    // With the case, not at its step: a reader that begins where it looks has missed what came before.
    private async Task OpenAsync(ExpectStep step, CancellationToken token)
    {
        var topic = _pipeline.TopicOf(step.Subject);
        var from = step.From switch
        {
            null or { Kind: "end" } => Start.Bookmark,
            { Kind: "begin" } => Start.Begin,
            { Offsets: { } offsets } => Start.Offsets(offsets),
            { Time: { } time } => Start.Time(time),
            _ => throw new FormatException($"from {step.From.Kind} is unknown"),
        };
        var options = _pipeline.Options;
        _ownViews[step] = step.Group is { } group
            ? await OwnTapView.JoinAsync(topic, _test.Context, _values.ResolveText(group), Policy(step.Commit), from, options.TapMemory, options.Timeout, token).ConfigureAwait(false)
            : await OwnTapView.OpenAsync(topic, _test.Context, from, options.TapMemory, options.Timeout, token).ConfigureAwait(false);
    }

    private CommitPolicy Policy(CommitDefinition? commit)
    {
        if (commit?.When is { } pattern)
        {
            var when = Matcher.Parse(_values.Resolve(pattern));
            return CommitPolicy.When(record => when.Matches(new TapRecord(record.Topic, record.Record, default).Json));
        }

        return commit?.Kind switch { "auto" => CommitPolicy.Auto, "on-pass" => CommitPolicy.OnPass, _ => CommitPolicy.Never };
    }

    private static JsonNode? Keep(Candidate candidate, string selector, string name) => selector switch
    {
        "partition" => candidate.Partition,
        "offset" => candidate.Offset,
        _ when Selector.Parse(selector).Read(candidate) is { Exists: true } found => found.Value?.DeepClone(),
        _ => throw new ValueException($"\"{name}\" cannot be set: {candidate.Place} has no {selector}."),
    };

    private Task SetAsync(SetStep set)
    {
        foreach (var (name, value) in set.Values)
        {
            _values = _values.With(name, _values.Resolve(value));
        }

        return Task.CompletedTask;
    }

    private Task StubAsync(StubStep step)
    {
        var rule = new StubRule
        {
            Name = Location(step),
            CaseId = _case.Id,
            Request = RequestPattern.Parse(_values.Resolve(step.Request) as JsonObject),
            Answer = new StubAnswer
            {
                Status = step.Status,
                Headers = Headers(step.Headers),
                Body = step.HasValue || step.Bytes is not null
                    ? HttpBody.Of(new Outgoing { Value = _values.Resolve(step.Value), Bytes = step.Bytes is { } bytes ? Convert.FromBase64String(_values.ResolveText(bytes)) : null })
                    : null,
            },
            Delay = step.Delay,
            Times = step.Times,
        };
        _stubs.Add(((StubEndpoint)_pipeline.Endpoints[step.Subject]).Answer(rule));
        return Task.CompletedTask;
    }

    private async Task DisturbAsync(FaultStep step, CancellationToken token)
    {
        var injector = new Faults.FaultInjector(_pipeline, _test.Context.Timeline);
        if (step.Kind == FaultKind.Rebalance)
        {
            await injector.RebalanceAsync(_pipeline.File.FindService(step.Subject)!, token).ConfigureAwait(false);
            return;
        }

        var fault = step.Kind switch
        {
            FaultKind.Unreachable => await injector.CutAsync(step.Subject, token).ConfigureAwait(false),
            FaultKind.BrokerDown => injector.StopBroker(int.Parse(step.Subject, System.Globalization.CultureInfo.InvariantCulture)),
            _ => injector.SlowDown(step.Delay),
        };
        _faults.Add(fault);
        _ = EndAfterAsync(fault, step.For, token);
    }

    // The case goes on meanwhile; what is left at its end is ended there.
    private async Task EndAfterAsync(IAsyncDisposable fault, TimeSpan length, CancellationToken token)
    {
        await Task.Delay(length, _pipeline.Time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await fault.DisposeAsync().ConfigureAwait(false);
    }

    private string? Text(JsonNode? written) => _values.Resolve(written) switch
    {
        null => null,
        var value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        var value => value.ToJsonString(),
    };

    private KeyValuePair<string, string?>[] Headers(JsonObject? written) =>
    [
        .. (_values.Resolve(written) as JsonObject ?? []).SelectMany(header => header.Value is JsonArray several
            ? several.Select(value => KeyValuePair.Create(header.Key, Text(value))) : [KeyValuePair.Create(header.Key, Text(header.Value))]),
    ];

    private string? WaitsFor(Step step) => step switch
    {
        ExpectStep { Count.IsNone: true, During: null } => "none matching",
        ExpectStep expect => $"{expect.Count} matching {(expect.During is null ? "within" : "during")} {Duration.Show(expect.Within ?? expect.During ?? _pipeline.Options.Within)}",
        SettleStep => "all consumed",
        _ => null,
    };

    private string Location(Step step) => $"{Path.GetFileName(_case.File.File)}:{step.Line}";

    private IEnumerable<StepResult> NotRun() => _case.File.Steps.Skip(_steps.Count)
        .Select(step => new StepResult { Verb = step.Verb, Subject = step.Subject, Line = step.Line, Outcome = Outcome.NotRun });

    private CaseResult Result(Outcome outcome) => _case.Result(outcome, _test.Context.Timeline.Started, _test.Context.Timeline.Now) with
    {
        Steps = [.. _steps], Timeline = _test.Context.Timeline.Entries,
    };
}
