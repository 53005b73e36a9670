// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Reading;

namespace Sluice.Core.Groups;

/// <summary>
/// The thread of one member: it polls whether or not the reader is slow, so that the session is kept, commits what the book says is due,
/// and answers the rebalances, which the client makes inside of its polls.
/// </summary>
internal sealed class MemberThread
{
    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);

    // A reader that only catches its breath is not worth a pause, which throws away what is fetched ahead.
    private static readonly TimeSpan RoomPatience = TimeSpan.FromMilliseconds(50);

    // A record that passes a moment after its partition went would be read again by whoever gets it.
    private static readonly TimeSpan ReaderPatience = TimeSpan.FromSeconds(1);

    private readonly GroupConsumerOptions _options;
    private readonly ClientErrors _errors;
    private readonly ProgressBook _book;
    private readonly FetchedRecords _fetched;
    private readonly GroupEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly PartitionStarts _starts;
    private readonly OffsetCommits _commits;
    private readonly TaskCompletionSource _assigned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<KafkaFailure?>? _commitAsked;
    private volatile bool _stopping;
    private volatile bool _mayCommit = true;
    private volatile KafkaFailureException? _failure;
    private bool _isPaused;
    private long _committedAt;

    public MemberThread(
        GroupConsumerOptions options,
        KafkaClientFactory clients,
        GroupSettings settings,
        ProgressBook book,
        FetchedRecords fetched,
        GroupEvents events,
        ILogger log,
        TimeProvider time)
    {
        _options = options;
        _errors = clients.Errors;
        _book = book;
        _fetched = fetched;
        _events = events;
        _time = time;
        _log = log;
        _consumer = clients.CreateConsumer(settings.Defaults, settings.Required, builder => builder
            .SetPartitionsAssignedHandler((_, partitions) => OnAssigned(partitions))
            .SetPartitionsRevokedHandler((_, partitions) => OnRevoked(partitions))
            .SetPartitionsLostHandler((_, partitions) => OnLost(partitions)));
        _starts = new PartitionStarts(options, book, _consumer);
        _commits = new OffsetCommits(options.GroupId, _consumer, book, events, clients.Errors, log, time);
        new Thread(Run) { Name = $"sluice-group-{options.GroupId}", IsBackground = true }.Start();
    }

    /// <summary>Completes with the first assignment, even one without partitions; fails if there will be none.</summary>
    public Task Assigned => _assigned.Task;

    /// <summary>Completes when the group is left and the client is closed.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Lets the thread commit, leave the group and end.</summary>
    public void Stop() => _stopping = true;

    /// <summary>Ends the member with a failure that its own client does not find out; nothing more is committed, as offsets may mean other records now.</summary>
    public void FailWithoutCommit(KafkaFailureException failure)
    {
        _mayCommit = false;
        _failure ??= failure;
    }

    /// <summary>Completes after everything that had passed by now was committed, or with what was in the way.</summary>
    public async Task<KafkaFailure?> CommitNowAsync()
    {
        var asked = new TaskCompletionSource<KafkaFailure?>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked = Interlocked.CompareExchange(ref _commitAsked, asked, null) ?? asked;
        await Task.WhenAny(asked.Task, _ended.Task).ConfigureAwait(false);
        return asked.Task.IsCompleted ? await asked.Task.ConfigureAwait(false) : _failure?.Failure;
    }

    private void Run()
    {
        try
        {
            _consumer.Subscribe(_options.Topics);
            while (!_stopping && _failure is null)
            {
                KeepPace();
                Poll();
                CommitIfTime();
            }

            FinishRebalance();
        }
        catch (KafkaFailureException e)
        {
            _failure = e;
        }
        catch (KafkaException e)
        {
            _failure = Explain(e);
        }
        catch (Exception e)
        {
            _failure = new KafkaFailureException(FailureCode.Internal, $"{What}: {e.Message}", e);
        }

        Close();
    }

    // A member takes part in a rebalance inside of its polls, no more while it closes; and until it has, the coordinator may take no offsets.
    // Once the client has asked to join, a commit is answered only after all have: the patience begins then, with what is left of the rebalance.
    private void FinishRebalance()
    {
        long? refused = null;
        while (_failure is null
            && _mayCommit
            && !_commits.TryCommitBeforeLeaving(_book.FindDue())
            && _time.GetElapsedTime(refused ??= _time.GetTimestamp()) < OffsetCommits.RebalancePatience)
        {
            KeepPace();
            Poll();
        }
    }

    private string What => $"Reading as a member of group \"{_options.GroupId}\"";

    private void KeepPace()
    {
        if (!_isPaused && _fetched.IsFull)
        {
            _fetched.AwaitRoom(RoomPatience);
            if (_fetched.IsFull)
            {
                _consumer.Pause(_consumer.Assignment);
                _isPaused = true;
            }
        }
        else if (_isPaused && _fetched.HasRoom)
        {
            _consumer.Resume(_consumer.Assignment);
            _isPaused = false;
        }
        else if (_isPaused)
        {
            _fetched.AwaitRoom(RoomPatience);
        }
    }

    private void Poll()
    {
        try
        {
            if (_consumer.Consume(_isPaused ? TimeSpan.Zero : PollTime) is not { Message: not null } consumed)
            {
                return;
            }

            if (_book.AssignmentOf(consumed.Topic, consumed.Partition.Value) is var assignment and > 0)
            {
                _fetched.Add(new FetchedRecord(new GroupRecord(consumed.Topic, ConsumedRecords.ToStoredRecord(consumed)), assignment));
            }
        }
        catch (ConsumeException e)
        {
            if (e.Error.IsFatal || MemberErrors.EndsReading(e.Error.Code))
            {
                throw Explain(e);
            }

            _events.Add(GroupEventKind.Trouble, [], _errors.ToFailure(e.Error, What).Detail);
        }
    }

    private KafkaFailureException Explain(KafkaException e) => new(MemberErrors.Explain(e.Error.Code, _errors.ToFailure(e.Error, What), _options), e);

    private void CommitIfTime()
    {
        var asked = Interlocked.Exchange(ref _commitAsked, null);
        if (asked is not null || _time.GetElapsedTime(_committedAt) >= _options.CommitInterval)
        {
            var failure = _mayCommit ? _commits.Commit(_book.FindDue()) : null;
            _committedAt = _time.GetTimestamp();
            asked?.SetResult(failure);
        }
    }

    private List<TopicPartitionOffset> OnAssigned(List<TopicPartition> partitions)
    {
        var starts = _starts.Find(partitions);
        foreach (var start in starts)
        {
            _book.Begin(ToPosition(start));
        }

        // What is new comes unpaused, and the others may be paused.
        if (_isPaused)
        {
            _consumer.Resume(_consumer.Assignment);
            _isPaused = false;
        }

        _events.Add(GroupEventKind.Assigned, starts.Select(ToPosition));
        _assigned.TrySetResult();
        return starts;
    }

    private void OnRevoked(List<TopicPartitionOffset> partitions)
    {
        PartitionPosition[] given = [.. partitions.Select(partition => new PartitionPosition(partition.Topic, partition.Partition.Value))];
        if (_options.Commit.Commits)
        {
            _book.AwaitReader(given, ReaderPatience);
        }

        if (_mayCommit)
        {
            _commits.CommitLast(_book.FindDue(given));
        }

        _book.End(given);
        _events.Add(GroupEventKind.Revoked, given);
    }

    private void OnLost(List<TopicPartitionOffset> partitions)
    {
        PartitionPosition[] lost = [.. partitions.Select(partition => new PartitionPosition(partition.Topic, partition.Partition.Value))];
        _book.End(lost);
        _events.Add(GroupEventKind.Lost, lost);
    }

    private void Close()
    {
        try
        {
            // Closing revokes, and so commits.
            _consumer.Close();
        }
        catch (Exception e)
        {
            // Also what a handler of the last rebalance threw: nobody is left on this thread to catch it.
            Log.CloseFailed(_log, _options.GroupId, e.Message);
        }
        finally
        {
            _consumer.Dispose();
            _fetched.Complete(_failure);
            _events.Complete();
            _ = _failure is null ? _assigned.TrySetCanceled() : _assigned.TrySetException(_failure);
            _ = _assigned.Task.Exception;
            Interlocked.Exchange(ref _commitAsked, null)?.SetResult(_failure?.Failure);
            _ended.SetResult();
        }
    }

    private static PartitionPosition ToPosition(TopicPartitionOffset start) =>
        new(start.Topic, start.Partition.Value, start.Offset.IsSpecial ? null : start.Offset.Value);
}
