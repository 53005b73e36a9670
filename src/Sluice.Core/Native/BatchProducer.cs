// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Sluice.Core.Records;
using Sluice.Core.Writing;

namespace Sluice.Core.Native;

/// <summary>
/// Hands many records at once to the native client behind a managed producer (<c>rd_kafka_produce_batch</c>), and takes its reports on many at once
/// (<c>RD_KAFKA_EVENT_DR</c>). The managed producer does both record by record, with a dozen objects for each, which is most of what writing a small
/// record costs. All else is left to it, but it must not poll: its events are taken here, by one thread. Thread-safe; needs 64 bits.
/// </summary>
internal sealed unsafe class BatchProducer : IDisposable
{
    /// <summary>What the managed producer has to be made with.</summary>
    public static readonly IReadOnlyDictionary<string, string> Settings = new Dictionary<string, string>
    {
        ["dotnet.producer.enable.delivery.reports"] = "false",
        ["dotnet.producer.enable.background.poll"] = "false",
        ["enabled_events"] = $"{(int)(EventType.Deliveries | EventType.Error)}",
    };

    private const int MaxReports = 512;
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PurgeTimeout = TimeSpan.FromSeconds(1);

    private readonly IProducer<Null, byte[]?> _producer;
    private readonly ClientEvents _told;
    private readonly bool _givesUnsignedTokens;
    private readonly nint _client;
    private readonly nint _queue;
    private readonly Thread _thread;
    private readonly ConcurrentDictionary<int, Sending> _sendings = new();
    private readonly Delivery[] _run = new Delivery[MaxReports];
    private int _lastSending;
    private volatile bool _isDisposed;

    /// <param name="producer">Made with <see cref="Settings"/>; disposed of with this.</param>
    /// <param name="told">Who is told of what the client tells, on this one's thread.</param>
    /// <param name="givesUnsignedTokens">Whether the client is to log in with an <see cref="UnsignedToken"/>.</param>
    public BatchProducer(IProducer<Null, byte[]?> producer, ClientEvents told, bool givesUnsignedTokens)
    {
        if (nint.Size < sizeof(long))
        {
            throw new PlatformNotSupportedException("Writing needs a process of 64 bits.");
        }

        _producer = producer;
        _told = told;
        _givesUnsignedTokens = givesUnsignedTokens;
        using var client = new ClientHandle(producer);
        _client = client.Pointer;
        _queue = Librdkafka.QueueGetMain(_client);
        _thread = new Thread(TakeEvents) { IsBackground = true, Name = "sluice-reports" };
        _thread.UnsafeStart();
    }

    public Handle Handle => _producer.Handle;

    /// <summary>
    /// Hands over the records at the places <paramref name="next"/> to <paramref name="end"/>, whose bytes the client copies. Of each that it takes the
    /// batch gets a report; of each that it does not, there is an error.
    /// </summary>
    /// <param name="batch">Whose records they are.</param>
    /// <param name="placements">Which of them, and to which partitions.</param>
    /// <param name="next">The first place.</param>
    /// <param name="end">The place after the last one.</param>
    /// <param name="only">The partition, if the topic has but one, which spares choosing it; −1 if it has more.</param>
    /// <param name="errors">One for each place, in order.</param>
    public void Produce(WriteBatch batch, Placements placements, int next, int end, int only, Span<ErrorCode> errors)
    {
        var sending = new Sending(batch, end - next);
        var id = Interlocked.Increment(ref _lastSending);
        _sendings[id] = sending;
        var topic = Librdkafka.TopicNew(_client, batch.Topic, 0);
        if (topic == 0)
        {
            errors.Fill(Librdkafka.LastError());
        }
        else
        {
            try
            {
                ProduceRuns(topic, id, batch, placements, next, end, only, errors);
            }
            finally
            {
                Librdkafka.TopicDestroy(topic);
            }
        }

        Forget(id, sending, errors.Length - errors.Count(ErrorCode.NoError));
    }

    /// <summary>The error that ended the client; null if it goes on.</summary>
    public Error? FindFatalError()
    {
        Span<byte> reason = stackalloc byte[512];
        var code = Librdkafka.FatalError(_client, reason, (nuint)reason.Length);
        return code == ErrorCode.NoError ? null : new Error(code, Encoding.UTF8.GetString(reason[..reason.IndexOf((byte)0)]), isFatal: true);
    }

    /// <summary>Waits until all records are reported on. Nobody may hand over any more.</summary>
    public void Flush(TimeSpan timeout)
    {
        // A client that has failed refuses what waits to be sent, but not what was handed over while it failed: that would wait until its time is up.
        if (FindFatalError() is not null)
        {
            Librdkafka.Purge(_client, Librdkafka.PurgeQueued);
        }

        if (_producer.Flush(timeout) > 0)
        {
            // Each gets its report, so that its room in the write queue comes back.
            Librdkafka.Purge(_client, Librdkafka.PurgeAll);
            _producer.Flush(PurgeTimeout);
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Librdkafka.QueueYield(_queue);
            _thread.Join();
            Librdkafka.QueueDestroy(_queue);
            _producer.Dispose();
        }
    }

    private static bool IsPlain(in NewRecord record) => record.Timestamp is null && record.Headers is not { Count: > 0 };

    private void ProduceRuns(nint topic, int id, WriteBatch batch, Placements placements, int next, int end, int only, Span<ErrorCode> errors)
    {
        var first = next;
        while (next < end)
        {
            var placement = placements[next];
            var partition = placement.Partition >= 0 ? placement.Partition : only;
            var record = batch.Records[placement.Index];
            var runEnd = next + 1;
            while (IsPlain(record) && runEnd < end && placements[runEnd].Partition == placement.Partition && IsPlain(batch.Records[placements.IndexAt(runEnd)]))
            {
                runEnd++;
            }

            if (runEnd == next + 1)
            {
                errors[next - first] = Handover.One(_client, topic, Handover.OpaqueOf(id, placement.Index), partition, record);
            }
            else
            {
                Handover.Many(topic, partition, id, batch, placements, next, runEnd, errors[(next - first)..(runEnd - first)]);
            }

            next = runEnd;
        }
    }

    private void Forget(int id, Sending sending, int records)
    {
        if (records > 0 && sending.Close(records))
        {
            _sendings.TryRemove(id, out _);
        }
    }

    private void TakeEvents()
    {
        // What is there when it is disposed of is still taken.
        while (Librdkafka.QueuePoll(_queue, (int)LongestPoll.TotalMilliseconds) is var @event && (@event != 0 || !_isDisposed))
        {
            if (@event == 0)
            {
                continue;
            }

            try
            {
                Take(@event);
            }
            catch (Exception e)
            {
                // One that cannot be told of must not keep back the others.
                _told.OnFault(e);
            }

            Librdkafka.EventDestroy(@event);
        }
    }

    private void Take(nint @event)
    {
        switch (Librdkafka.EventTypeOf(@event))
        {
            case EventType.Deliveries:
                TakeDeliveries(@event);
                break;

            case EventType.Error:
                _told.OnError(new Error(
                    Librdkafka.EventError(@event),
                    Marshal.PtrToStringUTF8(Librdkafka.EventErrorString(@event)),
                    Librdkafka.EventErrorIsFatal(@event) != 0));
                break;

            case EventType.Statistics:
                _told.OnStatistics?.Invoke(Marshal.PtrToStringUTF8(Librdkafka.EventStatistics(@event))!);
                break;

            case EventType.TokenIsNeeded when _givesUnsignedTokens:
                UnsignedToken.Give(_client, Marshal.PtrToStringUTF8(Librdkafka.EventConfigString(@event)) ?? "");
                break;
        }
    }

    private void TakeDeliveries(nint @event)
    {
        var messages = stackalloc NativeMessage*[MaxReports];
        bool? isPlaced = null;
        while (Librdkafka.EventMessages(@event, messages, MaxReports) is var count and > 0)
        {
            // What was handed over together comes together, mostly.
            var length = 0;
            var id = 0;

            // An event is of one batch, whose offsets the client counts from the first one, also where the broker told none: −1, 0, 1.
            isPlaced ??= messages[0]->Offset >= 0;
            for (var i = 0; i < (int)count; i++)
            {
                var message = messages[i];
                var (of, index) = Handover.PlaceOf(message->Opaque);
                if (of != id && length > 0)
                {
                    Report(id, _run.AsSpan(0, length));
                    length = 0;
                }

                id = of;
                _run[length++] = ToDelivery(message, index, isPlaced.Value);
            }

            Report(id, _run.AsSpan(0, length));
        }
    }

    private void Report(int id, ReadOnlySpan<Delivery> run)
    {
        try
        {
            var sending = _sendings[id];
            Forget(id, sending, run.Length);
            sending.Batch.Report(run);
        }
        catch (Exception e)
        {
            // Whoever changed his records meanwhile must not keep back the reports of others.
            _told.OnFault(e);
        }
    }

    private Delivery ToDelivery(NativeMessage* message, int index, bool isPlaced)
    {
        var error = message->Error == ErrorCode.NoError ? null
            : message->Error == ErrorCode.Local_Fatal ? FindFatalError() ?? new Error(message->Error)
            : new Error(message->Error);
        var mayBeWritten = error is null || Librdkafka.MessageStatus(message) != PersistenceStatus.NotPersisted;
        return new Delivery(index, message->Partition, isPlaced ? message->Offset : -1, error, mayBeWritten);
    }

    /// <summary>Records that were handed over together.</summary>
    private sealed class Sending(WriteBatch batch, int records)
    {
        private int _open = records;

        public WriteBatch Batch => batch;

        /// <summary>True once nothing more will come of any.</summary>
        public bool Close(int records) => Interlocked.Add(ref _open, -records) == 0;
    }
}
