// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core.Errors;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Expectations;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Results;
using Sluice.Testing.Values;

namespace Sluice.Testing.Cases;

/// <summary>The verbs of a case, for files and for code alike.</summary>
internal sealed class CaseVerbs(Pipeline pipeline, CaseContext context, IReadOnlyDictionary<string, IEndpointView> views)
{
    // After the services have settled, what they wrote last still takes its way.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WeakWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(30);

    private readonly List<(ExpectRequest Request, ExpectationState State, IEndpointView View)> _kept = [];

    public IEndpointView ViewOf(string endpoint) => views[endpoint];

    public async Task SendAsync(string endpoint, Outgoing outgoing, CancellationToken cancellationToken)
    {
        // What comes from now on may follow from this: what was expected before is checked a last time.
        await RecheckAsync(cancellationToken).ConfigureAwait(false);
        _kept.Clear();
        var place = await pipeline.Endpoints[endpoint].SendAsync(context, outgoing, pipeline.Options.Timeout, cancellationToken).ConfigureAwait(false);
        context.Timeline.Add(
            TimelineKind.Sent, endpoint, place, outgoing.Key, Payload.Show(outgoing), isMine: true,
            outgoing is not { Value: null, Bytes: null } ? "sent" : pipeline.Endpoints[endpoint] switch
            {
                TopicEndpoint => "tombstone sent",
                StoreEndpoint => "deleted",
                _ => "sent",
            });
    }

    /// <summary>What matched; a failure is thrown with all its evidence.</summary>
    public async Task<IReadOnlyList<Candidate>> ExpectAsync(ExpectRequest request, List<string> notes, CancellationToken cancellationToken)
    {
        var view = request.View ?? views[request.Endpoint];
        var state = new ExpectationState(request.Expectation);
        view.Attach(state, request.Where);
        var length = request.Length ?? pipeline.Options.Within;
        var (verdict, wait) = request.Expectation.Count.IsNone && !request.Holds
            ? await RuleOutAsync(request, view, state, notes, cancellationToken).ConfigureAwait(false)
            : (await view.WatchAsync(state, length, request.Holds, cancellationToken).ConfigureAwait(false),
                $" {(request.Holds ? "during" : "within")} {Duration.Show(length)}");
        if (verdict == Verdict.Pending || ((request.Holds || request.Expectation.Count.IsNone) && verdict == Verdict.Satisfied))
        {
            // Before anything is called missing: is there nothing on the way?
            await view.CatchUpAsync(state, pipeline.Options.Timeout, cancellationToken).ConfigureAwait(false);
            verdict = state.Verdict;
        }

        notes.AddRange(view.Notes);
        if (verdict == Verdict.CannotTell)
        {
            throw new PipelineException($"{request.Endpoint}: {state.Lost!.Message}", state.Lost);
        }

        if (verdict != Verdict.Satisfied)
        {
            throw await FailAsync(request, state, view, wait, cancellationToken).ConfigureAwait(false);
        }

        _kept.Add((request, state, view));
        return state.Matched;
    }

    /// <summary>Waits until the service has consumed all that is on its inputs now.</summary>
    public async Task SettleAsync(string service, TimeSpan? within, string? location, CancellationToken cancellationToken)
    {
        var definition = pipeline.File.FindService(service)!;
        if (await SettleAsync(definition, within ?? SettleTimeout, null, cancellationToken).ConfigureAwait(false) is { } open)
        {
            throw Failed(new ExpectationFailure
            {
                Step = $"settle {service}",
                Endpoint = definition.In.Count > 0 ? definition.In[0] : service,
                Summary = $"not within {Duration.Show(within ?? SettleTimeout)}",
                Location = location,
                Services = [new ServiceFinding(service, $"group {definition.Group}: {open}: it has not read everything yet")],
                Events = context.Timeline.Events,
            });
        }
    }

    /// <summary>At the end of the case, and before it sends again: late duplicates, and what broke a rule of its endpoint.</summary>
    public async Task RecheckAsync(CancellationToken cancellationToken)
    {
        foreach (var (request, state, view) in _kept)
        {
            if (request.Expectation.Count.Most is { } && view is not TopicView)
            {
                await view.CatchUpAsync(state, pipeline.Options.Timeout, cancellationToken).ConfigureAwait(false);
            }

            if (state.Verdict == Verdict.Violated)
            {
                throw await FailAsync(request, state, view, " and no more after that", cancellationToken).ConfigureAwait(false);
            }
        }

        foreach (var (endpoint, view) in views)
        {
            if (view.Violation is { } broken)
            {
                throw Failed((await EvidenceAsync(endpoint, view, "wrote to another lane's partition", cancellationToken).ConfigureAwait(false)) with
                {
                    Step = $"lane {context.Lane}",
                    Summary = broken.Violation,
                    Closest = new ClosestCandidate(Place(broken.Candidate), [], null, Payload.Show(broken.Candidate)),
                });
            }
        }
    }

    // Settles the services on the way, one after the other, since each writes what the next one reads; then waits for what is still under way.
    private async Task<(Verdict Verdict, string Wait)> RuleOutAsync(
        ExpectRequest request, IEndpointView view, ExpectationState state, List<string> notes, CancellationToken cancellationToken)
    {
        var settled = new List<string>();
        ServiceFinding? late = null;
        var verdict = await Waiting.UnlessViolatedAsync(
            state,
            async token =>
            {
                foreach (var service in pipeline.Topology.UpstreamOf(request.Endpoint))
                {
                    if (await SettleAsync(service, request.Length ?? SettleTimeout, notes, token).ConfigureAwait(false) is { } open)
                    {
                        late = new ServiceFinding(service.Name, $"group {service.Group}: {open}: it has not read everything yet, so that nothing can be ruled out");
                        return;
                    }

                    settled.Add(service.Name);
                }
            },
            cancellationToken).ConfigureAwait(false);
        if (verdict == Verdict.Satisfied && late is not null)
        {
            throw Failed((await EvidenceAsync(request.Endpoint, view, "wrote nothing", cancellationToken).ConfigureAwait(false)) with
            {
                Step = $"expect {request.Endpoint}",
                Summary = $"{request.Expectation}, but {late.Service} did not consume what came before within {Duration.Show(request.Length ?? SettleTimeout)}",
                Location = request.Location,
                Services = [late],
            });
        }

        if (verdict == Verdict.Satisfied && view is StoreView)
        {
            // A store is looked at once more before anything is ruled out, and a busy one may take longer for that than this wait.
            await Task.Delay(Quiet, pipeline.Time, cancellationToken).ConfigureAwait(false);
        }
        else if (verdict == Verdict.Satisfied)
        {
            verdict = await view.WatchAsync(state, Quiet, hold: true, cancellationToken).ConfigureAwait(false);
        }

        return (verdict, settled.Count > 0 ? $" once {string.Join(", ", settled)} {(settled.Count > 1 ? "have" : "has")} consumed what came before" : "");
    }

    private async Task<string?> SettleAsync(ServiceDefinition service, TimeSpan within, List<string>? notes, CancellationToken cancellationToken)
    {
        var inputs = InputsOf(service);
        if (service.Group is not null && inputs.Count > 0)
        {
            return await pipeline.ProgressOf(service.Name).SettleAsync(inputs, within, cancellationToken).ConfigureAwait(false);
        }

        notes?.Add($"weak: {service.Name} has no group to ask, so that it was only given {Duration.Show(WeakWait)} by the clock");
        await Task.Delay(WeakWait, pipeline.Time, cancellationToken).ConfigureAwait(false);
        return null;
    }

    private List<(TopicEndpoint Endpoint, TopicView View)> InputsOf(ServiceDefinition service) =>
        [.. service.In.Where(name => views[name] is TopicView).Select(name => ((TopicEndpoint)pipeline.Endpoints[name], (TopicView)views[name]))];

    private async Task<ExpectationFailedException> FailAsync(
        ExpectRequest request, ExpectationState state, IEndpointView view, string wait, CancellationToken cancellationToken)
    {
        var closest = state.Closest();
        var wrote = state.Violation is not null ? "wrote something else" : state.Count > request.Expectation.Count.Most ? "wrote too much" : "wrote nothing matching";
        var evidence = await EvidenceAsync(request.Endpoint, view, wrote, cancellationToken).ConfigureAwait(false);
        var got = state.Count == 0 ? "got 0" : string.Create(CultureInfo.InvariantCulture, $"got {state.Count}");
        return Failed(evidence with
        {
            // What came there was not what was waited for.
            HopTrace = state.Count < request.Expectation.Count.Least ? [.. evidence.HopTrace.SkipLast(1), new Hop(request.Endpoint, null)] : evidence.HopTrace,
            Step = $"expect {request.Endpoint}",
            Summary = $"{request.Expectation}{wait}, {got}{(state.Violation is { } violation ? $": {violation}" : "")}",
            Location = request.Location,
            Closest = closest is var (candidate, differences)
                ? new ClosestCandidate(Place(candidate), differences, request.Expectation.Pattern.Written?.ToJsonString(), Payload.Show(candidate)) : null,
        });
    }

    private async Task<ExpectationFailure> EvidenceAsync(string endpoint, IEndpointView view, string wrote, CancellationToken cancellationToken)
    {
        await CatchUpAsync(endpoint, cancellationToken).ConfigureAwait(false);
        var (seen, mine) = view.Count;
        var findings = new List<ServiceFinding>();
        foreach (var service in pipeline.Topology.WritersOf(endpoint))
        {
            try
            {
                findings.Add(await pipeline.ProgressOf(service.Name).FindAsync(InputsOf(service), wrote, cancellationToken).ConfigureAwait(false));
            }
            catch (KafkaFailureException exception)
            {
                findings.Add(new ServiceFinding(service.Name, $"group {service.Group}: cannot be asked: {exception.Message}"));
            }
        }

        return new ExpectationFailure
        {
            Step = "", Endpoint = endpoint, Summary = "",
            HopTrace = Trace(endpoint),
            Services = findings,
            Noun = pipeline.Endpoints[endpoint].Definition.Noun,
            Seen = seen,
            SeenMine = mine,
            Events = context.Timeline.Events,
        };
    }

    // The trace is of what has happened, not of what the taps happened to have seen.
    private async Task CatchUpAsync(string endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(pipeline.Topology.WayTo(endpoint).Select(name => views[name]).OfType<TopicView>().Select(
                view => view.CatchUpAsync(pipeline.Options.Timeout, cancellationToken))).ConfigureAwait(false);
        }
        catch (Exception exception) when (CannotTell.Explain(exception) is { } reason)
        {
            context.Timeline.AddEvent($"the trace may lack what came last: {reason}");
        }
    }

    // In the order of the services, with what they wrote beside the way if something of the case came there: it may have gone that way instead.
    private Hop[] Trace(string endpoint)
    {
        var way = pipeline.Topology.WayTo(endpoint);
        var passed = pipeline.Topology.UpstreamOf(endpoint).SelectMany(service => service.In.Concat(service.Out)).Distinct()
            .Where(name => name != endpoint && (way.Contains(name) || views[name].FirstArrival is not null));
        return [.. passed.Append(endpoint).Select(name => new Hop(name, views[name].FirstArrival))];
    }

    private static string Place(Candidate candidate) => candidate.Key is { } key ? $"{candidate.Place} key={key}" : candidate.Place;

    private ExpectationFailedException Failed(ExpectationFailure failure)
    {
        var masked = Masking.Hide(failure, pipeline.Secrets);
        return new ExpectationFailedException($"{masked.Step}: {masked.Summary}", masked);
    }
}
