// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Native;
using Sluice.Core.Topics;

namespace Sluice.Core.Embedded;

/// <summary>
/// A Kafka cluster inside this process: librdkafka's mock cluster, spoken to over its own ports on 127.0.0.1 like any Kafka.
/// Data lives in memory and the last 5 MiB of each partition are kept. Several can live in one process. Thread-safe.
/// Everything but <see cref="Dispose"/> throws <see cref="ObjectDisposedException"/> once it is stopped.
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable, IDisposable
{
    private readonly MockClusterHandle _handle;
    private readonly EmbeddedTopics _topics;
    private readonly EmbeddedBrokers _brokers;

    private EmbeddedCluster(MockClusterHandle handle, EmbeddedClusterOptions options)
    {
        _handle = handle;
        Options = options;
        BootstrapServers = Marshal.PtrToStringUTF8(Librdkafka.MockClusterBootstraps(handle))!;
        Librdkafka.MockGroupInitialRebalanceDelay(handle, (int)options.GroupInitialRebalanceDelay.TotalMilliseconds);
        _topics = new EmbeddedTopics(handle, options);
        _brokers = new EmbeddedBrokers(handle, BootstrapServers, options.Brokers);
    }

    /// <summary>Comma-separated <c>host:port</c> pairs, valid for librdkafka-based clients in any process of this machine.</summary>
    public string BootstrapServers { get; }

    /// <summary>The cluster's shape.</summary>
    public EmbeddedClusterOptions Options { get; }

    /// <summary>Starts a cluster; it is ready when the call returns (some milliseconds).</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.InvalidConfiguration"/>: an option is out of its range.</exception>
    public static EmbeddedCluster Start(EmbeddedClusterOptions? options = null)
    {
        options ??= new EmbeddedClusterOptions();
        options.Validate();
        return new EmbeddedCluster(MockClusterHandle.Start(options.Brokers), options);
    }

    /// <summary>
    /// Creates a topic, by Kafka's own rules. Without a replication factor it has 3 replicas, or as many as there are brokers.
    /// Its <see cref="NewTopic.Properties"/> have no effect here.
    /// </summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.TopicExists"/> or <see cref="FailureCode.InvalidTopic"/>.</exception>
    public void CreateTopic(NewTopic topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ThrowIfStopped();
        _topics.Create(topic);
    }

    /// <summary>Deletes a topic and its records.</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.TopicNotFound"/>.</exception>
    public void DeleteTopic(string topic)
    {
        ThrowIfStopped();
        _topics.Delete(topic);
    }

    /// <summary>Deletes the records before an offset, which becomes the partition's earliest.</summary>
    /// <exception cref="KafkaFailureException">No such partition, or the offset is beyond the partition's end.</exception>
    public void DeleteRecords(string topic, int partition, long beforeOffset)
    {
        ThrowIfStopped();
        ArgumentOutOfRangeException.ThrowIfNegative(beforeOffset);
        MockErrors.Check(Librdkafka.MockPartitionDeleteRecords(_handle, topic, partition, beforeOffset), $"Deleting records of \"{topic}\" [{partition}]");
    }

    /// <summary>
    /// Stops a broker: its connections drop and new ones are refused. The partitions it led move to a replica that is up;
    /// those that have none are without a leader until <see cref="StartBroker"/>.
    /// </summary>
    public void StopBroker(int broker)
    {
        CheckBroker(broker);
        _brokers.Stop(broker);
    }

    /// <summary>Starts a stopped broker again, with its data and at its port. Partitions without a leader get one.</summary>
    public void StartBroker(int broker)
    {
        CheckBroker(broker);
        _brokers.Start(broker);
    }

    /// <summary>Makes a broker answer that much later; zero for at once.</summary>
    public void SetRoundTripTime(int broker, TimeSpan time)
    {
        CheckBroker(broker);
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        MockErrors.Check(Librdkafka.MockBrokerSetRoundTripTime(_handle, broker, (int)time.TotalMilliseconds), $"Slowing broker {broker} down");
    }

    /// <summary>Makes a broker the leader of a partition. For a partition without a leader stop the broker that has its only replica.</summary>
    public void SetLeader(string topic, int partition, int broker)
    {
        CheckBroker(broker);
        if (_topics.Find(topic) is not { } known || partition < 0 || partition >= known.PartitionCount)
        {
            throw new KafkaFailureException(FailureCode.PartitionNotFound, $"There is no partition {partition} of a topic \"{topic}\".");
        }

        MockErrors.Check(Librdkafka.MockPartitionSetLeader(_handle, topic, partition, broker), $"Setting the leader of \"{topic}\" [{partition}]");
    }

    /// <summary>
    /// Fails the next requests of that kind, whichever broker they reach, one after the other with these errors;
    /// <see cref="ErrorCode.NoError"/> lets one pass, <see cref="ErrorCode.Local_Transport"/> drops its connection instead of answering.
    /// </summary>
    public void FailRequests(KafkaApi api, params ReadOnlySpan<ErrorCode> errors)
    {
        ThrowIfStopped();
        Librdkafka.MockPushRequestErrors(_handle, (short)api, (nuint)errors.Length, errors);
    }

    /// <summary>Forgets the errors of <see cref="FailRequests"/> that have not come up yet.</summary>
    public void StopFailing(KafkaApi api)
    {
        ThrowIfStopped();
        Librdkafka.MockClearRequestErrors(_handle, (short)api);
    }

    /// <summary>Stops the cluster; its data is gone.</summary>
    public void Dispose() => _handle.Dispose();

    /// <inheritdoc cref="Dispose" />
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The topic as it is at this moment, or null; without a request, and never creating it.</summary>
    internal TopicIdentity? FindTopic(string topic) => _topics.Find(topic);

    private void CheckBroker(int broker)
    {
        ThrowIfStopped();
        if (broker < 1 || broker > Options.Brokers)
        {
            throw new ArgumentOutOfRangeException(nameof(broker), broker, $"The brokers' ids are 1 to {Options.Brokers}.");
        }
    }

    private void ThrowIfStopped() => ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
}
