// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Sluice.Core.Native;

/// <content>What producing takes.</content>
internal static unsafe partial class Librdkafka
{
    /// <summary><c>RD_KAFKA_MSG_F_COPY</c>: the client copies key and value.</summary>
    internal const int CopyMessages = 2;

    /// <summary><c>RD_KAFKA_PURGE_F_QUEUE</c> and <c>…_NON_BLOCKING</c></summary>
    internal const int PurgeQueued = 1 | 4;

    /// <summary>With <c>RD_KAFKA_PURGE_F_INFLIGHT</c></summary>
    internal const int PurgeAll = PurgeQueued | 2;

    /// <summary>The queue of a producer's events; to be destroyed before the producer is.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_get_main")]
    internal static partial nint QueueGetMain(nint client);

    /// <summary>Ends a poll that is under way.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_yield")]
    internal static partial void QueueYield(nint queue);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_type")]
    internal static partial EventType EventTypeOf(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_error_is_fatal")]
    internal static partial int EventErrorIsFatal(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_stats")]
    internal static partial nint EventStatistics(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_config_string")]
    internal static partial nint EventConfigString(nint @event);

    /// <summary>The next of them, until there are none; they live as long as the event.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_event_message_array")]
    internal static partial nuint EventMessages(nint @event, NativeMessage** messages, nuint size);

    /// <summary>Reads a field.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "rd_kafka_message_status")]
    internal static partial PersistenceStatus MessageStatus(NativeMessage* message);

    /// <summary>The error that ended the client; none if it goes on.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_fatal_error")]
    internal static partial ErrorCode FatalError(nint client, Span<byte> reason, nuint reasonSize);

    /// <summary>Gives up what waits to be sent, or all that waits for an acknowledgement; each gets its report.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_purge")]
    internal static partial ErrorCode Purge(nint client, int flags);

    /// <summary>A handle of the topic, which the client knows by its name.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_new", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint TopicNew(nint client, string topic, nint settings);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_destroy")]
    internal static partial void TopicDestroy(nint topic);

    /// <summary>Each message says by its error whether it was taken; how many were.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_produce_batch")]
    internal static partial int ProduceBatch(nint topic, int partition, int flags, NativeMessage* messages, int count);

    /// <summary>An error, to be destroyed, or 0 if the message was taken.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_produceva")]
    internal static partial nint Produce(nint client, ReadOnlySpan<ProduceArgument> arguments, nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_destroy")]
    internal static partial void ErrorDestroy(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_headers_new")]
    internal static partial nint HeadersNew(nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_headers_destroy")]
    internal static partial void HeadersDestroy(nint headers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_header_add")]
    internal static partial ErrorCode HeaderAdd(nint headers, byte* name, nint nameLength, byte* value, nint valueLength);

    [LibraryImport(Library, EntryPoint = "rd_kafka_oauthbearer_set_token", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode SetToken(
        nint client, string token, long expiresAt, string principal, nint extensions, nuint extensionCount, Span<byte> error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_oauthbearer_set_token_failure", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode SetTokenFailure(nint client, string error);
}
