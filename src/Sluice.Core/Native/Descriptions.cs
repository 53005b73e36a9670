// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Sluice.Core.Topics;

namespace Sluice.Core.Native;

/// <summary>
/// Describes topics and the cluster in place of the managed client, which does not survive an empty list: a partition without in-sync
/// replicas (KIP-966 allows it, as when all of them were lost) makes it close itself, and neither that call nor any later one is answered
/// (Confluent.Kafka 2.16, <c>AdminClient.extractNodeList</c>). Thread-safe. Calls end before it is disposed of.
/// </summary>
internal sealed class Descriptions : IAsyncDisposable
{
    private const int DescribeTopics = 19;
    private const int DescribeCluster = 20;

    // How soon it ends when it is disposed of.
    private const int PollMilliseconds = 100;

    private readonly IAdminClient _client;
    private readonly nint _queue;
    private readonly ConcurrentDictionary<nint, Action<nint>> _waiting = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _disposed;
    private int _last;

    public Descriptions(IAdminClient client)
    {
        _client = client;
        using (var handle = new ClientHandle(client))
        {
            _queue = Librdkafka.QueueNew(handle.Pointer);
        }

        new Thread(Run) { Name = "sluice-descriptions", IsBackground = true }.Start();
    }

    /// <summary>The topic, from the broker that the client takes for the controller.</summary>
    /// <exception cref="KafkaException">There was no answer in time, or it is an error.</exception>
    public Task<TopicDescription> DescribeTopicAsync(string topic, TimeSpan timeout)
    {
        var topics = Librdkafka.TopicCollectionOfNames([topic], 1);
        try
        {
            return AskAsync(
                DescribeTopics, timeout, (client, options) => Librdkafka.DescribeTopics(client, topics, options, _queue), answer => ToTopic(topic, answer));
        }
        finally
        {
            Librdkafka.TopicCollectionDestroy(topics);
        }
    }

    /// <summary>The brokers that are up, from the broker that the client takes for the controller.</summary>
    /// <exception cref="KafkaException">There was no answer in time, or it is an error.</exception>
    public Task<IReadOnlyList<BrokerDescription>> DescribeBrokersAsync(TimeSpan timeout) =>
        AskAsync(DescribeCluster, timeout, (client, options) => Librdkafka.DescribeCluster(client, options, _queue), ToBrokers);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _ended.Task.ConfigureAwait(false);
    }

    private Task<T> AskAsync<T>(int operation, TimeSpan timeout, Action<nint, nint> ask, Func<nint, T> read)
    {
        using var client = new ClientHandle(_client);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var number = Interlocked.Increment(ref _last);
        _waiting[number] = @event => Complete(answer, @event, read);
        Span<byte> error = stackalloc byte[256];
        var options = Librdkafka.AdminOptionsNew(client.Pointer, operation);
        Librdkafka.AdminOptionsSetRequestTimeout(options, Math.Max(1, (int)timeout.TotalMilliseconds), error, (nuint)error.Length);
        Librdkafka.AdminOptionsSetOpaque(options, number);
        ask(client.Pointer, options);
        Librdkafka.AdminOptionsDestroy(options);
        return answer.Task;
    }

    private void Run()
    {
        while (!_disposed)
        {
            var answer = Librdkafka.QueuePoll(_queue, PollMilliseconds);
            if (answer != 0)
            {
                if (_waiting.TryRemove(Librdkafka.EventOpaque(answer), out var complete))
                {
                    complete(answer);
                }

                Librdkafka.EventDestroy(answer);
            }
        }

        Librdkafka.QueueDestroy(_queue);
        _ended.SetResult();
    }

    private static void Complete<T>(TaskCompletionSource<T> answer, nint @event, Func<nint, T> read)
    {
        try
        {
            var code = Librdkafka.EventError(@event);
            if (code != ErrorCode.NoError)
            {
                throw new KafkaException(new Error(code, Text(Librdkafka.EventErrorString(@event))));
            }

            answer.SetResult(read(@event));
        }
        catch (Exception exception)
        {
            answer.SetException(exception);
        }
    }

    private static TopicDescription ToTopic(string topic, nint answer)
    {
        var description = Marshal.ReadIntPtr(Librdkafka.DescribeTopicsResultTopics(Librdkafka.EventDescribeTopicsResult(answer), out _));
        var error = Librdkafka.CodeOf(Librdkafka.TopicDescriptionError(description));
        if (error != ErrorCode.NoError)
        {
            throw new KafkaException(error);
        }

        // Brokers before Kafka 2.8 have no ids: a topic created again is then not told from the one before.
        var id = Librdkafka.TopicDescriptionId(description);
        var partitions = Librdkafka.TopicDescriptionPartitions(description, out var count);
        return new TopicDescription(
            topic,
            id == 0 ? default : new TopicId(Librdkafka.UuidMostSignificantBits(id), Librdkafka.UuidLeastSignificantBits(id)),
            [.. Pointers(partitions, count).Select(ToPartition).OrderBy(partition => partition.Partition)]);
    }

    private static PartitionDescription ToPartition(nint partition)
    {
        var leader = Librdkafka.PartitionInfoLeader(partition);
        var replicas = Librdkafka.PartitionInfoReplicas(partition, out var replicaCount);
        var inSync = Librdkafka.PartitionInfoInSyncReplicas(partition, out var inSyncCount);
        return new PartitionDescription(
            Librdkafka.PartitionInfoPartition(partition),
            leader == 0 ? null : ToBroker(leader),
            [.. Pointers(replicas, replicaCount).Select(ToBroker)],
            [.. Pointers(inSync, inSyncCount).Select(ToBroker)]);
    }

    private static IReadOnlyList<BrokerDescription> ToBrokers(nint answer)
    {
        var nodes = Librdkafka.DescribeClusterResultNodes(Librdkafka.EventDescribeClusterResult(answer), out var count);
        return [.. Pointers(nodes, count).Select(ToBroker).OrderBy(broker => broker.Id)];
    }

    // A broker that is not up has an id alone.
    private static BrokerDescription ToBroker(nint node)
    {
        var host = Librdkafka.NodeHost(node);
        return host == 0
            ? BrokerDescription.Offline(Librdkafka.NodeId(node))
            : new(Librdkafka.NodeId(node), Text(host), Librdkafka.NodePort(node), Marshal.PtrToStringUTF8(Librdkafka.NodeRack(node)));
    }

    private static nint[] Pointers(nint list, nuint count)
    {
        var pointers = new nint[count];
        if (count > 0)
        {
            Marshal.Copy(list, pointers, 0, pointers.Length);
        }

        return pointers;
    }

    private static string Text(nint text) => Marshal.PtrToStringUTF8(text) ?? "";
}
