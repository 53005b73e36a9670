// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Sluice.Core.Records;

namespace Sluice.Core.Native;

/// <summary>
/// The C functions that Confluent.Kafka's own native library exports and its managed API does not
/// (<c>rdkafka.h</c>, <c>rdkafka_mock.h</c> of librdkafka 2.16).
/// </summary>
internal static partial class Librdkafka
{
    private const string Library = "librdkafka-of-confluent";

    static Librdkafka() => NativeLibrary.SetDllImportResolver(typeof(Librdkafka).Assembly, Resolve);

    // The package brings several builds of the library and loads the one that fits (without libsasl2 it is not
    // librdkafka.so): calling another copy would mean two libraries with two states, so the loaded file is looked up.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? paths)
    {
        if (name != Library)
        {
            return 0;
        }

        Confluent.Kafka.Library.Load();
        using var process = Process.GetCurrentProcess();
        foreach (ProcessModule module in process.Modules)
        {
            if (module.ModuleName.Contains("rdkafka", StringComparison.OrdinalIgnoreCase)
                && NativeLibrary.TryLoad(module.FileName, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException("librdkafka is not among the modules of this process after Confluent.Kafka loaded it.");
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_new")]
    internal static partial nint ConfNew();

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_destroy")]
    internal static partial void ConfDestroy(nint conf);

    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ConfSet(nint conf, string name, string value, Span<byte> error, nuint errorSize);

    /// <summary>With 0 for the function, the client logs nothing.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_conf_set_log_cb")]
    internal static partial void ConfSetLogCallback(nint conf, nint function);

    /// <summary>Takes over the configuration, unless it fails.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_new")]
    internal static partial nint New(int type, nint conf, Span<byte> error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_destroy")]
    internal static partial void Destroy(nint client);

    /// <summary>Needs no topic, nor the two opaque pointers.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_msg_partitioner_murmur2")]
    internal static partial int PartitionByMurmur2(nint topic, ReadOnlySpan<byte> key, nuint keySize, int partitions, nint opaque, nint messageOpaque);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_new")]
    internal static partial nint MockClusterNew(nint client, int brokers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    internal static partial void MockClusterDestroy(nint cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    internal static partial nint MockClusterBootstraps(MockClusterHandle cluster);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode MockTopicCreate(MockClusterHandle cluster, string topic, int partitions, int replicas);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_topic_delete", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode MockTopicDelete(MockClusterHandle cluster, string topic);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_partition_delete_records", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode MockPartitionDeleteRecords(MockClusterHandle cluster, string topic, int partition, long beforeOffset);

    /// <summary>Creates the topic if it does not exist; broker −1 leaves the partition without a leader.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_partition_set_leader", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode MockPartitionSetLeader(MockClusterHandle cluster, string topic, int partition, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_down")]
    internal static partial ErrorCode MockBrokerSetDown(MockClusterHandle cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_up")]
    internal static partial ErrorCode MockBrokerSetUp(MockClusterHandle cluster, int broker);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    internal static partial ErrorCode MockBrokerSetRoundTripTime(MockClusterHandle cluster, int broker, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    internal static partial void MockPushRequestErrors(MockClusterHandle cluster, short api, nuint count, ReadOnlySpan<ErrorCode> errors);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    internal static partial void MockClearRequestErrors(MockClusterHandle cluster, short api);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    internal static partial void MockGroupInitialRebalanceDelay(MockClusterHandle cluster, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_new")]
    internal static partial nint QueueNew(nint client);

    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_destroy")]
    internal static partial void QueueDestroy(nint queue);

    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_poll")]
    internal static partial nint QueuePoll(nint queue, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_error")]
    internal static partial ErrorCode EventError(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_error_string")]
    internal static partial nint EventErrorString(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_opaque")]
    internal static partial nint EventOpaque(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_destroy")]
    internal static partial void EventDestroy(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_AdminOptions_new")]
    internal static partial nint AdminOptionsNew(nint client, int operation);

    [LibraryImport(Library, EntryPoint = "rd_kafka_AdminOptions_destroy")]
    internal static partial void AdminOptionsDestroy(nint options);

    [LibraryImport(Library, EntryPoint = "rd_kafka_AdminOptions_set_request_timeout")]
    internal static partial ErrorCode AdminOptionsSetRequestTimeout(nint options, int milliseconds, Span<byte> error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_AdminOptions_set_opaque")]
    internal static partial void AdminOptionsSetOpaque(nint options, nint opaque);

    [LibraryImport(Library, EntryPoint = "rd_kafka_AdminOptions_set_broker")]
    internal static partial ErrorCode AdminOptionsSetBroker(nint options, int broker, Span<byte> error, nuint errorSize);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicCollection_of_topic_names", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint TopicCollectionOfNames(string[] topics, nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicCollection_destroy")]
    internal static partial void TopicCollectionDestroy(nint topics);

    [LibraryImport(Library, EntryPoint = "rd_kafka_DescribeTopics")]
    internal static partial void DescribeTopics(nint client, nint topics, nint options, nint queue);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_DescribeTopics_result")]
    internal static partial nint EventDescribeTopicsResult(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_DescribeTopics_result_topics")]
    internal static partial nint DescribeTopicsResultTopics(nint result, out nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicDescription_error")]
    internal static partial nint TopicDescriptionError(nint description);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicDescription_topic_id")]
    internal static partial nint TopicDescriptionId(nint description);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicDescription_partitions")]
    internal static partial nint TopicDescriptionPartitions(nint description, out nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicPartitionInfo_partition")]
    internal static partial int PartitionInfoPartition(nint partition);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicPartitionInfo_leader")]
    internal static partial nint PartitionInfoLeader(nint partition);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicPartitionInfo_replicas")]
    internal static partial nint PartitionInfoReplicas(nint partition, out nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_TopicPartitionInfo_isr")]
    internal static partial nint PartitionInfoInSyncReplicas(nint partition, out nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_DescribeCluster")]
    internal static partial void DescribeCluster(nint client, nint options, nint queue);

    [LibraryImport(Library, EntryPoint = "rd_kafka_event_DescribeCluster_result")]
    internal static partial nint EventDescribeClusterResult(nint @event);

    [LibraryImport(Library, EntryPoint = "rd_kafka_DescribeCluster_result_nodes")]
    internal static partial nint DescribeClusterResultNodes(nint result, out nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_Node_id")]
    internal static partial int NodeId(nint node);

    [LibraryImport(Library, EntryPoint = "rd_kafka_Node_host")]
    internal static partial nint NodeHost(nint node);

    [LibraryImport(Library, EntryPoint = "rd_kafka_Node_port")]
    internal static partial ushort NodePort(nint node);

    [LibraryImport(Library, EntryPoint = "rd_kafka_Node_rack")]
    internal static partial nint NodeRack(nint node);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_code")]
    internal static partial ErrorCode CodeOf(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_Uuid_most_significant_bits")]
    internal static partial long UuidMostSignificantBits(nint uuid);

    [LibraryImport(Library, EntryPoint = "rd_kafka_Uuid_least_significant_bits")]
    internal static partial long UuidLeastSignificantBits(nint uuid);

    [LibraryImport(Library, EntryPoint = "rd_kafka_clusterid")]
    internal static partial nint ClusterId(nint client, int milliseconds);

    [LibraryImport(Library, EntryPoint = "rd_kafka_mem_free")]
    internal static partial void MemoryFree(nint client, nint memory);

    /// <summary>The queue of a consumer's records; to be destroyed before the consumer is.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_queue_get_consumer")]
    internal static partial nint QueueGetConsumer(nint client);

    /// <summary>Returns when there are as many as asked for or the time is up; how many, each to be destroyed.</summary>
    [LibraryImport(Library, EntryPoint = "rd_kafka_consume_batch_queue")]
    internal static unsafe partial nint ConsumeBatchQueue(nint queue, int milliseconds, nint* messages, nuint count);

    [LibraryImport(Library, EntryPoint = "rd_kafka_last_error")]
    internal static partial ErrorCode LastError();

    [LibraryImport(Library, EntryPoint = "rd_kafka_message_destroy")]
    internal static unsafe partial void MessageDestroy(NativeMessage* message);

    [LibraryImport(Library, EntryPoint = "rd_kafka_message_errstr")]
    internal static unsafe partial nint MessageErrorString(NativeMessage* message);

    /// <summary>Reads two fields.</summary>
    [SuppressGCTransition]
    [LibraryImport(Library, EntryPoint = "rd_kafka_message_timestamp")]
    internal static unsafe partial long MessageTimestamp(NativeMessage* message, out RecordTimestampType type);

    [LibraryImport(Library, EntryPoint = "rd_kafka_message_headers")]
    internal static unsafe partial ErrorCode MessageHeaders(NativeMessage* message, out nint headers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_header_cnt")]
    internal static partial nuint HeaderCount(nint headers);

    [LibraryImport(Library, EntryPoint = "rd_kafka_header_get_all")]
    internal static partial ErrorCode HeaderGetAll(nint headers, nuint index, out nint name, out nint value, out nuint length);

    [LibraryImport(Library, EntryPoint = "rd_kafka_topic_name")]
    internal static partial nint TopicName(nint topic);
}
