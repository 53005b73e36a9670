// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Core.Groups;
using Sluice.Testing.Cases.Steps;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Expectations;
using Sluice.Testing.Faults;
using Sluice.Testing.Http;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Taps;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases;

/// <summary>Does the steps of a case file, with the values that the case has by then. Disposing it ends what they began.</summary>
internal sealed class StepActions(Pipeline pipeline, PlannedCase planned, PipelineTest test) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _faults = [];
    private readonly Dictionary<ExpectStep, IEndpointView> _ownViews = [];
    private readonly List<IDisposable> _stubs = [];
    private ValueScope _values = planned.Values(pipeline.Values);

    /// <summary>Where a step stands: <c>order-accepted.case.yaml:21</c>.</summary>
    public string Location(Step step) => $"{Path.GetFileName(planned.File.File)}:{step.Line}";

    /// <summary>Does a step; what a reader should know of it goes into the notes.</summary>
    public Task DoAsync(Step step, List<string> notes, CancellationToken token) => step switch
    {
        SendStep send => test.Verbs.SendAsync(send.Subject, Outgoing(send), token),
        ExpectStep expect => ExpectAsync(expect, notes, token),
        SettleStep settle => test.Verbs.SettleAsync(settle.Subject, settle.Within, Location(settle), token),
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
        var matched = await test.Verbs.ExpectAsync(
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

    /// <summary>
    /// Opens the reader of an expectation that has its own. With the case, not at its step: a reader that begins where it looks has missed what came before.
    /// </summary>
    public async Task OpenAsync(ExpectStep step, CancellationToken token)
    {
        var topic = pipeline.TopicOf(step.Subject);
        var from = step.From switch
        {
            null or { Kind: "end" } => Start.Bookmark,
            { Kind: "begin" } => Start.Begin,
            { Offsets: { } offsets } => Start.Offsets(offsets),
            { Time: { } time } => Start.Time(time),
            _ => throw new FormatException($"from {step.From.Kind} is unknown"),
        };
        var options = pipeline.Options;
        _ownViews[step] = step.Group is { } group
            ? await OwnTapView.JoinAsync(topic, test.Context, _values.ResolveText(group), Policy(step.Commit), from, options.TapMemory, options.Timeout, token).ConfigureAwait(false)
            : await OwnTapView.OpenAsync(topic, test.Context, from, options.TapMemory, options.Timeout, token).ConfigureAwait(false);
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
            CaseId = planned.Id,
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
        _stubs.Add(((StubEndpoint)pipeline.Endpoints[step.Subject]).Answer(rule));
        return Task.CompletedTask;
    }

    private async Task DisturbAsync(FaultStep step, CancellationToken token)
    {
        var injector = new FaultInjector(pipeline, test.Context.Timeline);
        if (step.Kind == FaultKind.Rebalance)
        {
            await injector.RebalanceAsync(pipeline.File.FindService(step.Subject)!, token).ConfigureAwait(false);
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
        await Task.Delay(length, pipeline.Time, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

    public async ValueTask DisposeAsync()
    {
        foreach (var fault in _faults)
        {
            await fault.DisposeAsync().ConfigureAwait(false);
        }

        _stubs.ForEach(stub => stub.Dispose());
        foreach (var view in _ownViews.Values)
        {
            await view.DisposeAsync().ConfigureAwait(false);
        }
    }
}
