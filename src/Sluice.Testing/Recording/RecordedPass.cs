// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Stores;
using Sluice.Testing.Taps;

namespace Sluice.Testing.Recording;

/// <summary>All that came to the endpoints of a pipeline while somebody did something by hand.</summary>
internal sealed class RecordedPass
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private const int MostDocuments = 1_000;

    private readonly Dictionary<string, IReadOnlyList<Candidate>> _seen = [];

    /// <summary>What came to an endpoint, in the order it came.</summary>
    public IReadOnlyList<Candidate> this[string endpoint] => _seen.GetValueOrDefault(endpoint, []);

    /// <summary>Records one pass.</summary>
    /// <param name="pipeline">The open pipeline.</param>
    /// <param name="perform">Does it; what comes until two quiet seconds after it is recorded.</param>
    /// <param name="longest">How long what follows may go on.</param>
    /// <param name="cancellationToken">Ends the recording.</param>
    public static async Task<RecordedPass> RecordAsync(Pipeline pipeline, Func<CancellationToken, Task> perform, TimeSpan longest, CancellationToken cancellationToken)
    {
        var pass = new RecordedPass();
        var timeout = pipeline.Options.Timeout;
        var topics = pipeline.Endpoints.Values.OfType<TopicEndpoint>().ToDictionary(topic => topic, topic => new Collector(topic.Definition.Name));
        var stores = new Dictionary<StoreEndpoint, StoreBookmark>();
        foreach (var store in pipeline.Endpoints.Values.OfType<StoreEndpoint>())
        {
            stores[store] = await store.Store.BookmarkAsync(store.Definition.Target, timeout, cancellationToken).ConfigureAwait(false);
        }

        var subscriptions = new List<IDisposable>();
        try
        {
            foreach (var (topic, collector) in topics)
            {
                var bookmark = await topic.Tap.GetEndsAsync(timeout, cancellationToken).ConfigureAwait(false);
                subscriptions.Add(topic.Tap.Memory.Subscribe(collector, bookmark));
            }

            await perform(cancellationToken).ConfigureAwait(false);
            await WaitUntilQuietAsync(() => topics.Values.Sum(collector => collector.Count), longest, pipeline.Time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            subscriptions.ForEach(subscription => subscription.Dispose());
        }

        foreach (var (topic, collector) in topics)
        {
            pass._seen[topic.Definition.Name] = collector.Take();
        }

        foreach (var (store, bookmark) in stores)
        {
            var documents = await store.Store.FindAsync(
                store.Definition.Target, new StoreQuery(), bookmark, MostDocuments, timeout, cancellationToken).ConfigureAwait(false);
            pass._seen[store.Definition.Name] =
                [.. documents.Select(document => new Candidate { Place = document.Id, Value = document.Document, DocumentId = document.Id })];
        }

        return pass;
    }

    private static async Task WaitUntilQuietAsync(Func<int> count, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var (last, since) = (count(), time.GetTimestamp());
        while (time.GetElapsedTime(since) < Quiet && time.GetElapsedTime(start) < longest)
        {
            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
            if (count() is var now && now != last)
            {
                (last, since) = (now, time.GetTimestamp());
            }
        }
    }

    private sealed class Collector(string endpoint) : ITapObserver
    {
        private readonly List<Candidate> _records = [];
        private KafkaFailure? _lost;

        public int Count
        {
            get
            {
                lock (_records)
                {
                    return _records.Count;
                }
            }
        }

        public void OnRecord(TapRecord record)
        {
            lock (_records)
            {
                _records.Add(record.At(endpoint));
            }
        }

        public void OnLost(KafkaFailure failure) => _lost = failure;

        public IReadOnlyList<Candidate> Take()
        {
            lock (_records)
            {
                return _lost is null ? [.. _records] : throw new TapException($"{endpoint} cannot be recorded: {_lost.Detail}");
            }
        }
    }
}
