// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Native;

namespace Sluice.Core.Embedded;

/// <summary>Stops and starts brokers, and elects leaders then, which the embedded cluster does not do by itself.</summary>
internal sealed class EmbeddedBrokers(MockClusterHandle cluster, string bootstrapServers, int count)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();
    private readonly HashSet<int> _stopped = [];

    public void Stop(int broker)
    {
        lock (_gate)
        {
            MockErrors.Check(Librdkafka.MockBrokerSetDown(cluster, broker), $"Stopping broker {broker}");
            _stopped.Add(broker);
            ElectLeaders();
        }
    }

    public void Start(int broker)
    {
        lock (_gate)
        {
            MockErrors.Check(Librdkafka.MockBrokerSetUp(cluster, broker), $"Starting broker {broker}");
            _stopped.Remove(broker);
            ElectLeaders();
        }
    }

    // Each partition whose leader is down gets the first of its replicas that is up, or none.
    private void ElectLeaders()
    {
        if (_stopped.Count == count)
        {
            return;
        }

        const int none = -1;
        var metadata = ReadMetadata();
        foreach (var topic in metadata.Topics)
        {
            foreach (var partition in topic.Partitions.Where(partition => partition.Leader == none || _stopped.Contains(partition.Leader)))
            {
                var leader = partition.Replicas.Where(replica => !_stopped.Contains(replica)).DefaultIfEmpty(none).First();
                Librdkafka.MockPartitionSetLeader(cluster, topic.Topic, partition.PartitionId, leader);
            }
        }
    }

    private Metadata ReadMetadata()
    {
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrapServers })
            .SetLogHandler(static (_, _) => { })
            .Build();
        try
        {
            return client.GetMetadata(Timeout);
        }
        catch (KafkaException e)
        {
            throw new KafkaFailureException(KafkaErrors.ToFailure(e.Error, "Electing leaders"), e);
        }
    }
}
