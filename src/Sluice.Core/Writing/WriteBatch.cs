// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Writing;

/// <summary>
/// The records of one call and what became of them: one completion for all, however many there are.
/// Acknowledgements that arrive after <see cref="Close"/> change nothing. Thread-safe.
/// </summary>
internal sealed class WriteBatch
{
    // What stands for a record that is being sent: the answer of one that gets no acknowledgement in time.
    private static readonly WriteResult Unanswered = WriteFailures.Result(WriteFailures.Unanswered, mayBeWritten: true);

    private readonly Lock _lock = new();
    private readonly WriteQueue _queue;
    private readonly WriteResult[] _results;
    private List<Placement>? _refused;
    private int _sends;
    private int _batchBytes;
    private TaskCompletionSource? _answered;
    private int _open;
    private bool _closed;

    public WriteBatch(string topic, IReadOnlyList<NewRecord> records, WriteQueue queue)
    {
        Topic = topic;
        Records = records;
        _queue = queue;
        _results = new WriteResult[records.Count];
    }

    public string Topic { get; }

    public IReadOnlyList<NewRecord> Records { get; }

    /// <summary>Expects an answer for each of these records, which are sent in batches of at most so many bytes.</summary>
    public void Expect(Placements placements, int batchBytes)
    {
        _sends++;
        _batchBytes = batchBytes;
        _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _open = placements.Count;
        for (var i = 0; i < placements.Count; i++)
        {
            _results[placements.IndexAt(i)] = Unanswered;
        }
    }

    /// <summary>Fails a record of which no answer will be expected.</summary>
    public void Exclude(int index, KafkaFailure failure) => _results[index] = WriteFailures.Result(failure, mayBeWritten: false);

    /// <summary>Answers a record that was not handed to the producer.</summary>
    public void Fail(int index, KafkaFailure failure) => Answer(index, WriteFailures.Result(failure, mayBeWritten: false));

    /// <summary>Answers records that the producer reports on.</summary>
    public void Report(ReadOnlySpan<Delivery> deliveries)
    {
        var bytes = 0L;
        foreach (ref readonly var delivery in deliveries)
        {
            bytes += RecordSize.Of(Records[delivery.Index]);
        }

        _queue.Leave(bytes, deliveries.Length);
        lock (_lock)
        {
            foreach (ref readonly var delivery in deliveries)
            {
                if (delivery.Error is { } error)
                {
                    Refuse(new(delivery.Index, delivery.Partition), error, delivery.MayBeWritten);
                }
                else if (delivery.Offset < 0)
                {
                    Answer(delivery.Index, WriteFailures.Result(WriteFailures.Unconfirmed, mayBeWritten: true));
                }
                else
                {
                    Answer(delivery.Index, new WriteResult { Partition = delivery.Partition, Offset = delivery.Offset });
                }
            }
        }
    }

    /// <summary>Answers a record that the producer or the broker did not take.</summary>
    public void Refuse(Placement placement, Error error, bool mayBeWritten)
    {
        if (!mayBeWritten && MayRepeat(placement.Index, error.Code))
        {
            lock (_lock)
            {
                (_refused ??= []).Add(placement);
            }
        }

        Answer(placement.Index, WriteFailures.Result(WriteFailures.Of(error, Topic, Records[placement.Index]), mayBeWritten));
    }

    /// <summary>Waits until every expected record is answered; false if that was not before the deadline.</summary>
    public ValueTask<bool> WaitAsync(Deadline deadline, CancellationToken cancellationToken) =>
        deadline.WaitAsync(_answered!.Task, cancellationToken);

    /// <summary>
    /// Once all are answered: the records that may be sent once more, in order, each with the partition it had.
    /// Those behind which a later record of this call was written meanwhile stay failed: order goes first.
    /// </summary>
    public Placement[] TakeRefused()
    {
        if (_refused is null)
        {
            return [];
        }

        var lastWritten = FindLastWritten(out var lastUnknown);
        var again = new List<Placement>(_refused.Count);
        foreach (var placement in _refused.OrderBy(placement => placement.Index))
        {
            // A record that was refused before a partition was chosen may have gone to any.
            var overtaker = placement.Partition >= 0
                ? lastWritten.GetValueOrDefault(placement.Partition)
                : lastWritten.Values.DefaultIfEmpty().Max();
            if (placement.Index < lastUnknown || placement.Index < overtaker)
            {
                _results[placement.Index] = WriteFailures.Result(WriteFailures.Overtaken, mayBeWritten: false);
            }
            else
            {
                again.Add(placement);
            }
        }

        return [.. again];
    }

    /// <summary>The answer so far of one record.</summary>
    public WriteResult this[int index] => _results[index];

    /// <summary>The answer: from now on nothing changes it.</summary>
    public WriteResult[] Close()
    {
        lock (_lock)
        {
            _closed = true;
            return _results;
        }
    }

    // A record as large as a batch was not refused because of others: it was alone.
    private bool MayRepeat(int index, ErrorCode code) =>
        _sends == 1 && (Refusals.IsOfTopic(code) || (Refusals.IsOfBatch(code) && RecordSize.BytesOf(Records[index]) < _batchBytes));

    // The last record of each partition that is written, and the last of which that is not known.
    private Dictionary<int, int> FindLastWritten(out int lastUnknown)
    {
        var lastWritten = new Dictionary<int, int>();
        lastUnknown = -1;
        for (var i = 0; i < _results.Length; i++)
        {
            if (_results[i].Failure is null)
            {
                lastWritten[_results[i].Partition] = i;
            }
            else if (_results[i].MayBeWritten)
            {
                lastUnknown = i;
            }
        }

        return lastWritten;
    }

    private void Answer(int index, in WriteResult result)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _results[index] = result;
            if (--_open > 0)
            {
                return;
            }
        }

        _answered!.SetResult();
    }
}
