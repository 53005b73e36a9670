// SPDX-License-Identifier: Apache-2.0

using System.Threading.Channels;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Groups;
using Sluice.Core.Reading;

namespace Sluice.Testing.Taps;

/// <summary>
/// A live reader of a topic: the building block that stands on its own. When it is open, whatever is written afterwards will come.
/// One reader at a time; everything else is thread-safe.
/// </summary>
/// <example><c>await foreach (var record in tap.WithCancellation(token)) { … }</c></example>
public sealed class Tap : IAsyncEnumerable<TapRecord>, IAsyncDisposable
{
    private readonly TapOptions _options;
    private readonly RecordFeed? _feed;
    private readonly TopicTap? _topic;
    private readonly GroupConsumer? _member;

    private Tap(string topic, TapOptions options, RecordFeed? feed, TopicTap? tap, GroupConsumer? member)
    {
        (Topic, _options, _feed, _topic, _member) = (topic, options, feed, tap, member);
        Ready = member is null ? Task.CompletedTask : member.WaitUntilAssignedAsync(options.Timeout, CancellationToken.None);
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>Completes when its places are known: at once without a group, with one when the group has given it its first partitions.</summary>
    public Task Ready { get; }

    /// <summary>Opens a tap.</summary>
    /// <param name="cluster">The cluster; the tap must be disposed before it.</param>
    /// <param name="topic">The topic, which must exist.</param>
    /// <param name="options">How it reads; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KafkaFailureException">No such topic, no permission, or Kafka cannot be asked.</exception>
    /// <exception cref="ArgumentException">Committing needs a group.</exception>
    public static async Task<Tap> OpenAsync(KafkaCluster cluster, string topic, TapOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        options ??= new TapOptions();
        if (options.Group is null)
        {
            return options.Commit == Commit.Never
                ? await OpenWithoutGroupAsync(cluster, topic, options, cancellationToken).ConfigureAwait(false)
                : throw new ArgumentException("Who commits is a group: give the tap a Group, or Commit.Never.", nameof(options));
        }

        var description = await cluster.Topics.DescribeAsync(topic, options.Timeout, cancellationToken).ConfigureAwait(false);
        var places = await options.From.FindAsync(cluster, description, options.Timeout, cancellationToken).ConfigureAwait(false);
        var member = cluster.JoinGroup(new GroupConsumerOptions
        {
            GroupId = options.Group,
            Topics = [topic],
            Commit = options.Commit.Policy,
            Bookmark = [.. places.Select(place => new PartitionPosition(topic, place.Key, place.Value))],
        });
        return new Tap(topic, options, null, null, member);
    }

    /// <summary>The records as they come, from the tap's start; a record that a rebalance delivers twice comes once.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TapException">The tap lost its place, or its memory no longer has what comes next.</exception>
    /// <exception cref="KafkaFailureException">The member of the group cannot go on.</exception>
    public IAsyncEnumerator<TapRecord> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        (_member is null ? ReadAsync(cancellationToken) : ReadAsync(_member, cancellationToken)).GetAsyncEnumerator(cancellationToken);

    /// <summary>The record has passed: with <see cref="Commit.OnPass"/> it is committed once all before it have.</summary>
    /// <exception cref="InvalidOperationException">The tap has no group.</exception>
    public void Pass(TapRecord record) => Member().Pass(Original(record));

    /// <summary>The record has failed: neither it nor any behind it in its partition is ever committed by this tap.</summary>
    /// <exception cref="InvalidOperationException">The tap has no group.</exception>
    public void Fail(TapRecord record) => Member().Fail(Original(record));

    /// <summary>Commits what has passed by now.</summary>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KafkaFailureException">It was not done.</exception>
    public Task CommitAsync(TimeSpan timeout, CancellationToken cancellationToken) => Member().CommitAsync(timeout, cancellationToken);

    /// <summary>How far each partition has come, and why what was read is not committed yet; empty without a group.</summary>
    public IReadOnlyList<GroupProgress> GetProgress() => _member?.GetProgress() ?? [];

    /// <summary>What happens to the member of the group: partitions given and taken, commits, troubles. Ends at once without a group.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IAsyncEnumerable<GroupEvent> ReadEventsAsync(CancellationToken cancellationToken) =>
        _member?.ReadEventsAsync(cancellationToken) ?? AsyncEnumerable.Empty<GroupEvent>();

    /// <summary>Commits what has passed, leaves the group and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_member is not null)
        {
            await _member.DisposeAsync().ConfigureAwait(false);
        }

        if (_topic is not null)
        {
            await _topic.DisposeAsync().ConfigureAwait(false);
            await _feed!.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<Tap> OpenWithoutGroupAsync(KafkaCluster cluster, string topic, TapOptions options, CancellationToken cancellationToken)
    {
        var feed = cluster.OpenFeed();
        try
        {
            var tap = await TopicTap.OpenAsync(cluster, feed, topic, options.From, options.MaxBytes, options.Time, options.Timeout, cancellationToken).ConfigureAwait(false);
            return new Tap(topic, options, feed, tap, null);
        }
        catch
        {
            await feed.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static GroupRecord Original(TapRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Original;
    }

    private static async IAsyncEnumerable<TapRecord> ReadAsync(
        GroupConsumer member, TimeProvider time, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in member.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new TapRecord(record.Topic, record.Record, time.GetUtcNow(), record);
        }
    }

    private IAsyncEnumerable<TapRecord> ReadAsync(GroupConsumer member, CancellationToken cancellationToken) => ReadAsync(member, _options.Time, cancellationToken);

    private async IAsyncEnumerable<TapRecord> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var queue = new QueueObserver();
        using var subscription = _topic!.Memory.Subscribe(queue, _topic.Begin);
        await foreach (var record in queue.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return record;
        }
    }

    private GroupConsumer Member() => _member ?? throw new InvalidOperationException("This tap has no group, so that nothing is committed.");

    private sealed class QueueObserver : ITapObserver
    {
        private readonly Channel<TapRecord> _records = Channel.CreateUnbounded<TapRecord>(new UnboundedChannelOptions { SingleReader = true });

        public void OnRecord(TapRecord record) => _records.Writer.TryWrite(record);

        public void OnLost(KafkaFailure failure) =>
            _records.Writer.TryComplete(new TapException($"The tap cannot tell any more: {failure.Detail}", new KafkaFailureException(failure)));

        public IAsyncEnumerable<TapRecord> ReadAllAsync(CancellationToken cancellationToken) => _records.Reader.ReadAllAsync(cancellationToken);
    }
}
