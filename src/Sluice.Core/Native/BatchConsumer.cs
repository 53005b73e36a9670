// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Confluent.Kafka;
using Sluice.Core.Reading;
using Sluice.Core.Records;

namespace Sluice.Core.Native;

/// <summary>
/// Takes many records at once from the native client behind a managed one (<c>rd_kafka_consume_batch_queue</c>). The managed client takes each by
/// itself and makes four objects of it, which is most of what reading a small record costs. All else is left to the managed client. Not thread-safe.
/// </summary>
internal sealed unsafe class BatchConsumer : ICursorConsumer
{
    // A batch that is not used up holds what was fetched for it.
    private const int MaxBatch = 256;

    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly nint _queue;
    private readonly nint[] _batch = GC.AllocateUninitializedArray<nint>(MaxBatch, pinned: true);
    private int _next;
    private int _count;
    private bool _isDisposed;

    /// <param name="consumer">Disposed of with this, and used by nobody else.</param>
    public BatchConsumer(IConsumer<byte[], byte[]> consumer)
    {
        _consumer = consumer;
        using var client = new ClientHandle(consumer);
        _queue = Librdkafka.QueueGetConsumer(client.Pointer);
    }

    public bool HasNext => _next < _count;

    public void Assign(TopicPartitionOffset place)
    {
        Drop();
        _consumer.Assign(place);
    }

    public void Unassign()
    {
        Drop();
        _consumer.Unassign();
    }

    public ConsumedItem? Consume(TimeSpan wait, int wanted)
    {
        if (!HasNext)
        {
            // It returns when it has as many as it was asked for or the time is up, not when it has some: so first what is there.
            Fetch(0, Math.Min(wanted, MaxBatch));
            if (!HasNext && wait > TimeSpan.Zero)
            {
                Fetch((int)Math.Ceiling(wait.TotalMilliseconds), 1);
            }
        }

        if (!HasNext)
        {
            return null;
        }

        var message = (NativeMessage*)_batch[_next++];
        try
        {
            return Read(message);
        }
        finally
        {
            Librdkafka.MessageDestroy(message);
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Drop();
            Librdkafka.QueueDestroy(_queue);
            _consumer.Dispose();
        }
    }

    private void Fetch(int milliseconds, int count)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _next = 0;
        _count = 0;
        var got = Librdkafka.ConsumeBatchQueue(_queue, milliseconds, (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(_batch, 0), (nuint)count);
        _count = got >= 0 ? (int)got : throw new KafkaException(Librdkafka.LastError());
    }

    private void Drop()
    {
        while (HasNext)
        {
            Librdkafka.MessageDestroy((NativeMessage*)_batch[_next++]);
        }
    }

    private static ConsumedItem Read(NativeMessage* message) => message->Error switch
    {
        ErrorCode.NoError => new(ToStoredRecord(message), message->Offset),
        ErrorCode.Local_PartitionEOF => new(null, message->Offset),
        var code => throw new ConsumeException(
            new ConsumeResult<byte[], byte[]> { Topic = TopicOf(message), Partition = message->Partition, Offset = message->Offset },
            new Error(code, Marshal.PtrToStringUTF8(Librdkafka.MessageErrorString(message)), isFatal: code == ErrorCode.Local_Fatal)),
    };

    private static string? TopicOf(NativeMessage* message) =>
        message->Topic == 0 ? null : Marshal.PtrToStringUTF8(Librdkafka.TopicName(message->Topic));

    private static StoredRecord ToStoredRecord(NativeMessage* message)
    {
        var timestamp = Librdkafka.MessageTimestamp(message, out var type);
        return new StoredRecord
        {
            Partition = message->Partition,
            Offset = message->Offset,
            Key = Copy(message->Key, message->KeyLength),
            Value = Copy(message->Value, message->ValueLength),
            Timestamp = type == RecordTimestampType.NotAvailable ? -1 : timestamp,
            TimestampType = type,
            Headers = Librdkafka.MessageHeaders(message, out var headers) == ErrorCode.NoError ? ToHeaders(headers) : [],
        };
    }

    private static RecordHeader[] ToHeaders(nint headers)
    {
        var result = new RecordHeader[Librdkafka.HeaderCount(headers)];
        for (var i = 0; i < result.Length; i++)
        {
            Librdkafka.HeaderGetAll(headers, (nuint)i, out var name, out var value, out var length);
            result[i] = new RecordHeader(Marshal.PtrToStringUTF8(name)!, Copy(value, length));
        }

        return result;
    }

    private static byte[]? Copy(nint bytes, nuint length) => bytes == 0 ? null : new ReadOnlySpan<byte>((void*)bytes, checked((int)length)).ToArray();
}
