// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core.Errors;
using Sluice.Core.Groups;
using Sluice.Testing.Expectations;
using Sluice.Testing.Matching;
using Sluice.Testing.Taps;

namespace Sluice.Testing.Endpoints;

/// <summary>
/// A topic as an expectation with <c>from</c> or <c>group</c> sees it: through a reader of its own, which is opened with the case, before
/// anything is sent.
/// </summary>
internal sealed class OwnTapView : IEndpointView
{
    private readonly TopicView _view;
    private readonly List<IAsyncDisposable> _opened;
    private readonly GroupConsumer? _member;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<GroupRecord> _held = [];
    private readonly bool _holds;
    private Task _reading = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;

    private OwnTapView(TopicView view, List<IAsyncDisposable> opened, GroupConsumer? member, bool holds) =>
        (_view, _opened, _member, _holds) = (view, opened, member, holds);

    public (int Seen, int Mine) Count => _view.Count;

    public TimeSpan? FirstArrival => _view.FirstArrival;

    public (string Violation, Candidate Candidate)? Violation => _view.Violation;

    public IReadOnlyList<string> Notes =>
        [.. (_member?.GetProgress() ?? []).Where(progress => progress.WaitsFor is not null).Select(progress => $"{progress.Topic}-{progress.Partition}: {progress.WaitsFor}")];

    /// <summary>Opens a reader without a group.</summary>
    public static async Task<OwnTapView> OpenAsync(
        TopicEndpoint endpoint, CaseContext context, Start from, long maxBytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var feed = endpoint.Cluster.OpenFeed();
        try
        {
            var tap = await TopicTap.OpenAsync(
                endpoint.Cluster, feed, endpoint.Topic, from, maxBytes, context.Timeline.Time, timeout, cancellationToken).ConfigureAwait(false);
            var view = new TopicView(endpoint, tap.Memory, tap.Begin, context, token => tap.GetEndsAsync(timeout, token), tells: false).Begin();
            return new OwnTapView(view, [tap, feed], null, holds: false);
        }
        catch
        {
            await feed.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Becomes a member of a group and waits for its partitions.</summary>
    /// <param name="endpoint">The topic.</param>
    /// <param name="context">The case.</param>
    /// <param name="group">The group.</param>
    /// <param name="commit">What it commits.</param>
    /// <param name="from">A partition goes on from the committed offset or from here, whichever is later.</param>
    /// <param name="maxBytes">How much memory it may take.</param>
    /// <param name="timeout">How long joining may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<OwnTapView> JoinAsync(
        TopicEndpoint endpoint, CaseContext context, string group, CommitPolicy commit, Start from, long maxBytes, TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var topic = await endpoint.Cluster.Topics.DescribeAsync(endpoint.Topic, timeout, cancellationToken).ConfigureAwait(false);
        var begin = await from.FindAsync(endpoint.Cluster, topic, timeout, cancellationToken).ConfigureAwait(false);
        var member = endpoint.Cluster.JoinGroup(new GroupConsumerOptions
        {
            GroupId = group,
            Topics = [endpoint.Topic],
            Commit = commit,
            CommitInterval = TimeSpan.FromMilliseconds(100),
            Bookmark = [.. begin.Select(place => new PartitionPosition(endpoint.Topic, place.Key, place.Value))],
        });
        try
        {
            await member.WaitUntilAssignedAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await member.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var memory = new TapMemory(endpoint.Topic, maxBytes, context.Timeline.Time);
        memory.Begin(begin);

        // Markers of transactions never reach a member: what the pipeline's own tap has seen by then is what there is to come.
        async Task<IReadOnlyDictionary<int, long>> FindEndsAsync(CancellationToken token)
        {
            var ends = await endpoint.Tap.GetEndsAsync(timeout, token).ConfigureAwait(false);
            await endpoint.Tap.Memory.WaitUntilAsync(ends, timeout, token).ConfigureAwait(false);
            return endpoint.Tap.Memory.LastSince(begin);
        }

        var view = new OwnTapView(
            new TopicView(endpoint, memory, begin, context, FindEndsAsync, tells: false).Begin(), [member], member, holds: commit == CommitPolicy.OnPass);
        view._reading = view.ReadAsync(memory);
        view._watching = view.WatchAsync(context);
        return view;
    }

    public void Attach(ExpectationState state, Matcher? where) => _view.Attach(state, where);

    public async Task<Verdict> WatchAsync(ExpectationState state, TimeSpan length, bool hold, CancellationToken cancellationToken)
    {
        var verdict = await _view.WatchAsync(state, length, hold, cancellationToken).ConfigureAwait(false);
        if (verdict == Verdict.Satisfied && _holds)
        {
            await PassAsync(cancellationToken).ConfigureAwait(false);
        }

        return verdict;
    }

    public Task CatchUpAsync(ExpectationState state, TimeSpan timeout, CancellationToken cancellationToken) =>
        _view.CatchUpAsync(state, timeout, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_reading, _watching).ConfigureAwait(false);
        await _view.DisposeAsync().ConfigureAwait(false);
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync().ConfigureAwait(false);
        }

        _stop.Dispose();
    }

    private async Task ReadAsync(TapMemory memory)
    {
        try
        {
            await foreach (var record in _member!.ReadAsync(_stop.Token).ConfigureAwait(false))
            {
                memory.OnRecord(record.Record);
                if (_holds)
                {
                    lock (_held)
                    {
                        _held.Add(record);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The case has ended.
        }
        catch (KafkaFailureException exception)
        {
            memory.Lose(exception.Failure);
        }
    }

    private async Task WatchAsync(CaseContext context)
    {
        try
        {
            await foreach (var change in _member!.ReadEventsAsync(_stop.Token).ConfigureAwait(false))
            {
                var partitions = string.Join(", ", change.Partitions.Select(place => place.Partition.ToString(CultureInfo.InvariantCulture)));
                var repeated = _member.GetProgress().Sum(progress => progress.Repeated);
                var text = change.Kind switch
                {
                    GroupEventKind.Assigned => $"partitions {partitions} assigned" + (repeated > 0 ? $" ({repeated} read again so far, ignored)" : ""),
                    GroupEventKind.Committed => $"committed {string.Join(", ", change.Partitions)}",
                    _ => $"partitions {partitions} {change.Kind.ToString().ToLowerInvariant()}{(change.Detail is null ? "" : $": {change.Detail}")}",
                };
                context.Timeline.AddEvent(text, _view.Name);
            }
        }
        catch (OperationCanceledException)
        {
            // The case has ended.
        }
    }

    // What the expectation has seen, has passed with it.
    private async Task PassAsync(CancellationToken cancellationToken)
    {
        GroupRecord[] held;
        lock (_held)
        {
            held = [.. _held];
            _held.Clear();
        }

        Array.ForEach(held, _member!.Pass);
        await _member.CommitAsync(TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false);
    }
}
