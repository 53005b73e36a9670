// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Expectations;
using Sluice.Testing.Matching;
using Sluice.Testing.Results;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Endpoints;

/// <summary>What one case sees of a store.</summary>
internal sealed class StoreView(StoreEndpoint endpoint, StoreBookmark? bookmark, CaseContext context) : IEndpointView
{
    private const int MostDocuments = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<ExpectationState, Matcher?> _where = [];
    private readonly HashSet<string> _known = [];
    private readonly StorePoller _poller = new(endpoint.Store, context.Timeline.Time);
    private int _seen;
    private TimeSpan? _first;

    public (int Seen, int Mine) Count => (_seen, _seen);

    public TimeSpan? FirstArrival => _first;

    public (string Violation, Candidate Candidate)? Violation => null;

    public IReadOnlyList<string> Notes => [.. bookmark?.Note is { } note ? [note] : Array.Empty<string>(), .. endpoint.Store.Notes];

    public void Attach(ExpectationState state, Matcher? where)
    {
        lock (_lock)
        {
            _where[state] = where;
        }
    }

    public async Task<Verdict> WatchAsync(ExpectationState state, TimeSpan length, bool hold, CancellationToken cancellationToken)
    {
        await _poller.WatchAsync(
            endpoint.Definition.Target, Query(state), bookmark, MostDocuments, documents => Judge(state, documents, hold), length, cancellationToken)
            .ConfigureAwait(false);
        return state.Verdict;
    }

    public async Task CatchUpAsync(ExpectationState state, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var documents = await endpoint.Store.FindAsync(
            endpoint.Definition.Target, Query(state), bookmark, MostDocuments, timeout, cancellationToken).ConfigureAwait(false);
        Judge(state, documents, hold: true);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private StoreQuery Query(ExpectationState state)
    {
        lock (_lock)
        {
            return endpoint.Definition.Id is { } id && _where[state] is null
                ? new StoreQuery { Id = context.Id, IdPath = IdPath.Parse(id.Text) } : new StoreQuery();
        }
    }

    private bool Judge(ExpectationState state, IReadOnlyList<StoredDocument> documents, bool hold)
    {
        Matcher? where;
        lock (_lock)
        {
            where = _where[state];
        }

        var asksForId = state.Expectation.AsksForId;
        Candidate[] own = [.. documents.Select(document => Candidate(document, asksForId)).Where(candidate => IsMine(candidate, where))];
        Notice(own);
        state.Replace(own);
        return state.Verdict == Verdict.Violated || (state.Verdict == Verdict.Satisfied && !hold);
    }

    private bool IsMine(Candidate candidate, Matcher? where) =>
        where is not null ? where.Matches(candidate.Value)
        : endpoint.Definition.Id is not { } id || id.ReadText(candidate) == context.Id;

    // Where a pattern asks for it, the document's own id stands in it under one name, whatever the store.
    private Candidate Candidate(StoredDocument document, bool withId)
    {
        var value = document.Document;
        if (withId && value is JsonObject fields && !fields.ContainsKey("_id"))
        {
            value = new JsonObject { ["_id"] = document.Id };
            foreach (var (name, field) in fields)
            {
                value[name] = field?.DeepClone();
            }
        }

        return new Candidate { Place = $"{endpoint.Definition.Name}/{document.Id}", Value = value, DocumentId = document.Id };
    }

    private void Notice(Candidate[] own)
    {
        lock (_lock)
        {
            _seen = own.Length;
            foreach (var candidate in own)
            {
                var text = Payload.Show(candidate);
                if (_known.Add($"{candidate.Place} {text}"))
                {
                    _first ??= context.Timeline.Now;
                    context.Timeline.Add(TimelineKind.Seen, endpoint.Definition.Name, candidate.Place, candidate.DocumentId, text, isMine: true, "document");
                }
            }
        }
    }
}
