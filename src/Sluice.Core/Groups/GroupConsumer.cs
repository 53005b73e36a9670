// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Groups;

/// <summary>
/// A member of a consumer group that commits only what it is told to, keeps its session however slow its reader is, and shows every
/// rebalance. A record that comes again after a rebalance is left out: its identity is topic, partition and offset.
/// One reader at a time; everything else is thread-safe.
/// </summary>
public sealed class GroupConsumer : IAsyncDisposable
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(2);

    private readonly GroupConsumerOptions _options;
    private readonly ProgressBook _book;
    private readonly FetchedRecords _fetched;
    private readonly GroupEvents _events;
    private readonly MemberThread _member;
    private readonly ClientErrors _errors;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private int _reading;

    internal GroupConsumer(
        GroupConsumerOptions options, KafkaClientFactory clients, TopicCatalog topics, bool readCommitted, TimeSpan? embeddedSession, ILogger log, TimeProvider time)
    {
        var settings = GroupSettings.Create(options, readCommitted, embeddedSession);
        _options = options;
        _errors = clients.Errors;
        _log = log;
        _time = time;
        _book = new ProgressBook(options.Commit);
        _fetched = new FetchedRecords(options.MaxPollRecords);
        _events = new GroupEvents(time);
        _member = new MemberThread(options, clients, settings, _book, _fetched, _events, log, time);
        _ = WatchTopicsAsync(topics);
    }

    /// <summary>Completes when the group has given this member its first assignment, which may be empty.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KafkaFailureException">It did not within that time, with the reason if the client has one; or it never will.</exception>
    public async Task WaitUntilAssignedAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await _member.Assigned.WaitAsync(timeout, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new KafkaFailureException(
                _errors.Complete(new KafkaFailure(
                    FailureCode.KafkaTimeout, $"Group \"{_options.GroupId}\" gave no assignment within {timeout.TotalSeconds:0.#} s.")),
                e);
        }
    }

    /// <summary>
    /// The records of the assigned partitions as they come, until the member is closed. Ending the enumeration lets the last record not pass:
    /// say <see cref="Pass"/> if it has.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading, not the membership.</param>
    /// <exception cref="KafkaFailureException">
    /// The member cannot go on: no permission, no such topic or one that was created anew (noticed within 2 s), no place to begin, or it is fenced.
    /// </exception>
    /// <exception cref="InvalidOperationException">Somebody else is reading.</exception>
    public async IAsyncEnumerable<GroupRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) == 1)
        {
            throw new InvalidOperationException("This member has a reader already.");
        }

        try
        {
            while (await _fetched.TakeAsync(cancellationToken).ConfigureAwait(false) is { } fetched)
            {
                if (_book.TryGive(fetched.Record, fetched.Assignment))
                {
                    yield return fetched.Record;
                    if (_options.Commit.PassesOnNext)
                    {
                        _book.Pass(fetched.Record);
                    }

                    _book.PutDown();
                }
            }
        }
        finally
        {
            _book.PutDown();
            Volatile.Write(ref _reading, 0);
        }
    }

    /// <summary>What happens to the member, from its start. Each event goes to one enumeration; if nobody reads, the last 10,000 are kept.</summary>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    public IAsyncEnumerable<GroupEvent> ReadEventsAsync(CancellationToken cancellationToken) => _events.ReadAllAsync(cancellationToken);

    /// <summary>The record has passed: it may be committed once all before it have.</summary>
    /// <exception cref="ArgumentException">The record is not of this member's partitions.</exception>
    public void Pass(GroupRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _book.Pass(record);
    }

    /// <summary>The record has failed: neither it nor any behind it in its partition is committed by this member.</summary>
    /// <exception cref="ArgumentException">The record is not of this member's partitions.</exception>
    public void Fail(GroupRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _book.Fail(record);
    }

    /// <summary>Commits what has passed by now, without waiting for <see cref="GroupConsumerOptions.CommitInterval"/>.</summary>
    /// <param name="timeout">How long to wait for it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KafkaFailureException">It was refused, or not done within that time; in both cases it may be done later.</exception>
    public async Task CommitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            if (await _member.CommitNowAsync().WaitAsync(timeout, _time, cancellationToken).ConfigureAwait(false) is { } failure)
            {
                throw new KafkaFailureException(failure);
            }
        }
        catch (TimeoutException e)
        {
            throw new KafkaFailureException(
                _errors.Complete(new KafkaFailure(
                    FailureCode.KafkaTimeout, $"Committing offsets of group \"{_options.GroupId}\" was not done within {timeout.TotalSeconds:0.#} s.")),
                e);
        }
    }

    /// <summary>How far the member has come in each partition that it has or had, and what the commits wait for.</summary>
    public IReadOnlyList<GroupProgress> GetProgress() => _book.Describe();

    // A group of the new protocol waits for topics that are not there, and says nothing; and no client notices that a topic was deleted and
    // created anew, after which offsets mean other records.
    private async Task WatchTopicsAsync(TopicCatalog topics)
    {
        var ids = new Dictionary<string, TopicId>(StringComparer.Ordinal);
        do
        {
            foreach (var topic in _options.Topics)
            {
                try
                {
                    var id = (await topics.ResolveAsync(topic, TimeSpan.Zero, CheckTimeout, CancellationToken.None).ConfigureAwait(false)).Id;
                    if (ids.TryAdd(topic, id) || ids[topic] == id)
                    {
                        continue;
                    }

                    _member.FailWithoutCommit(new KafkaFailureException(
                        FailureCode.TopicNotFound,
                        $"Topic \"{topic}\" was deleted and created anew while group \"{_options.GroupId}\" read it, so that its offsets mean other "
                        + "records: check the group's offsets (sluice lag, sluice groups reset), then join again."));
                }
                catch (KafkaFailureException e) when (e.Failure.Code is FailureCode.TopicNotFound or FailureCode.InvalidTopic)
                {
                    _member.FailWithoutCommit(e);
                }
                catch (KafkaFailureException)
                {
                    // Kafka cannot be asked, which the member finds out itself.
                }
                catch (ObjectDisposedException)
                {
                    return;
                }
            }
        }
        while (await Task.WhenAny(_member.Ended, Task.Delay(CheckEvery, _time)).ConfigureAwait(false) != _member.Ended);
    }

    /// <summary>Commits what has passed, leaves the group and closes the connections, within <see cref="GroupConsumerOptions.CloseTimeout"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        _member.Stop();
        try
        {
            await _member.Ended.WaitAsync(_options.CloseTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Log.CloseTimedOut(_log, _options.GroupId, _options.CloseTimeout);

            // Nobody who reads waits longer than that for a thread that waits for Kafka.
            _fetched.Complete(failure: null);
            _events.Complete();
        }
    }
}
