// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Native;
using Sluice.Core.Topics;

namespace Sluice.Core.Embedded;

/// <summary>
/// The topics of one embedded cluster and their ids. The cluster refuses to create and delete topics over the wire and checks nothing
/// when told in-process, so all of that is here. What clients create by naming an unknown topic is found out when it is asked for.
/// </summary>
internal sealed class EmbeddedTopics(MockClusterHandle cluster, EmbeddedClusterOptions options)
{
    public const int MaxPartitions = 10_000;

    // Only this class deletes topics: one that is in here exists.
    private readonly Dictionary<string, TopicIdentity> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private long _lives;

    public TopicIdentity Create(NewTopic topic)
    {
        topic.Validate();
        var partitions = topic.PartitionCount ?? options.DefaultPartitions;
        var replicas = topic.ReplicationFactor ?? Math.Min(3, options.Brokers);
        if (partitions > MaxPartitions)
        {
            throw topic.Invalid($"{partitions} partitions are more than the {MaxPartitions} an embedded topic can have.");
        }

        if (replicas > options.Brokers)
        {
            throw topic.Invalid($"the replication factor is {replicas}, but there are only {options.Brokers} broker(s).");
        }

        lock (_gate)
        {
            RefuseCollision(topic);
            MockErrors.Check(Librdkafka.MockTopicCreate(cluster, topic.Name, partitions, replicas), $"Creating topic \"{topic.Name}\"");
            return Register(topic.Name, partitions);
        }
    }

    public void Delete(string topic)
    {
        TopicName.Validate(topic);
        lock (_gate)
        {
            MockErrors.Check(Librdkafka.MockTopicDelete(cluster, topic), $"Deleting topic \"{topic}\"");
            _known.Remove(topic);
        }
    }

    /// <summary>The topic as it is at this moment, or null if there is none.</summary>
    public TopicIdentity? Find(string topic)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(cluster.IsClosed, typeof(EmbeddedCluster));
            return _known.TryGetValue(topic, out var known) ? known
                : Exists(topic, 0) ? Register(topic, CountPartitions(topic))
                : null;
        }
    }

    private TopicIdentity Register(string topic, int partitions) =>
        _known[topic] = new TopicIdentity(topic, new TopicId(0, ++_lives), partitions);

    // No offset is beyond this one, so that nothing is deleted: the answer only tells whether the partition is there.
    private bool Exists(string topic, int partition) =>
        Librdkafka.MockPartitionDeleteRecords(cluster, topic, partition, long.MaxValue) == ErrorCode.OffsetOutOfRange;

    private int CountPartitions(string topic)
    {
        var count = 1;
        while (Exists(topic, count))
        {
            count++;
        }

        return count;
    }

    // Kafka refuses these, because metric names cannot tell the two topics apart.
    private void RefuseCollision(NewTopic topic)
    {
        var metric = topic.Name.Replace('.', '_');
        var other = _known.Keys.FirstOrDefault(name => name != topic.Name && name.Replace('.', '_') == metric);
        if (other is not null)
        {
            throw topic.Invalid($"it collides with the topic \"{other}\" (\".\" and \"_\" count as the same).");
        }
    }
}
