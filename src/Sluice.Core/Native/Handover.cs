// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Sluice.Core.Records;
using Sluice.Core.Writing;

namespace Sluice.Core.Native;

/// <summary>Hands records to the native client, which copies their bytes.</summary>
internal static unsafe class Handover
{
    /// <summary>What the client gives back with the report on a record.</summary>
    public static nint OpaqueOf(int sending, int index) => (nint)(((long)sending << 32) | (uint)index);

    /// <summary>What <see cref="OpaqueOf"/> was made of.</summary>
    public static (int Sending, int Index) PlaceOf(nint opaque) => ((int)((long)opaque >> 32), (int)(long)opaque);

    /// <summary>Records to one partition, without headers and timestamps (<c>rd_kafka_produce_batch</c>).</summary>
    public static void Many(nint topic, int partition, int id, WriteBatch batch, Placements placements, int next, int end, Span<ErrorCode> errors)
    {
        var size = 0;
        for (var i = next; i < end; i++)
        {
            var record = batch.Records[placements.IndexAt(i)];
            size += (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(size + 1);
        var messages = ArrayPool<NativeMessage>.Shared.Rent(end - next);
        var used = 0;
        fixed (byte* begin = bytes)
        fixed (NativeMessage* message = messages)
        {
            for (var i = next; i < end; i++)
            {
                var index = placements.IndexAt(i);
                var record = batch.Records[index];
                ref var taken = ref message[i - next];
                taken = new NativeMessage { Opaque = OpaqueOf(id, index) };
                (taken.Key, taken.KeyLength) = Copy(record.Key, bytes, begin, ref used);
                (taken.Value, taken.ValueLength) = Copy(record.Value, bytes, begin, ref used);
            }

            errors.Clear();
            if (Librdkafka.ProduceBatch(topic, partition, Librdkafka.CopyMessages, message, errors.Length) < errors.Length)
            {
                for (var i = 0; i < errors.Length; i++)
                {
                    errors[i] = message[i].Error;
                }
            }
        }

        ArrayPool<NativeMessage>.Shared.Return(messages);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Any record (<c>rd_kafka_produceva</c>).</summary>
    public static ErrorCode One(nint client, nint topic, nint opaque, int partition, in NewRecord record)
    {
        var headers = record.Headers is { Count: > 0 } ? ToNative(record.Headers) : 0;
        nint error;
        fixed (byte* key = &Begin(record.Key), value = &Begin(record.Value))
        {
            error = Librdkafka.Produce(
                client,
                [
                    ProduceArgument.Topic(topic),
                    ProduceArgument.Partition(partition),
                    ProduceArgument.Flags(Librdkafka.CopyMessages),
                    ProduceArgument.Opaque(opaque),
                    ProduceArgument.Key(key, record.Key?.Length ?? 0),
                    ProduceArgument.Value(value, record.Value?.Length ?? 0),
                    ProduceArgument.Timestamp(record.Timestamp ?? 0),
                    ProduceArgument.Headers(headers),
                ],
                8);
        }

        if (error == 0)
        {
            return ErrorCode.NoError;
        }

        if (headers != 0)
        {
            Librdkafka.HeadersDestroy(headers);
        }

        var code = Librdkafka.CodeOf(error);
        Librdkafka.ErrorDestroy(error);
        return code;
    }

    private static nint ToNative(IReadOnlyList<RecordHeader> headers)
    {
        var native = Librdkafka.HeadersNew((nuint)headers.Count);
        for (var i = 0; i < headers.Count; i++)
        {
            var name = Encoding.UTF8.GetBytes(headers[i].Key);
            var value = headers[i].Value;
            fixed (byte* nameBegin = &Begin(name), valueBegin = &Begin(value))
            {
                Librdkafka.HeaderAdd(native, nameBegin, name.Length, valueBegin, value?.Length ?? 0);
            }
        }

        return native;
    }

    private static (nint Pointer, nuint Length) Copy(byte[]? bytes, byte[] to, byte* begin, ref int used)
    {
        if (bytes is null)
        {
            return (0, 0);
        }

        bytes.CopyTo(to.AsSpan(used));
        var copy = (nint)(begin + used);
        used += bytes.Length;
        return (copy, (nuint)bytes.Length);
    }

    // Empty is not null.
    private static ref byte Begin(byte[]? bytes) => ref bytes is null ? ref Unsafe.NullRef<byte>() : ref MemoryMarshal.GetArrayDataReference(bytes);
}
