// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>
/// Reads the metadata of all brokers and topics, a call that blocks. It is always the whole list: naming a topic could create it.
/// </summary>
internal sealed class ClusterMetadata(IAdminClient client, BlockingThread thread, ClientErrors errors, TimeProvider time)
{
    public Task<Metadata> GetAsync(TimeSpan timeout) => GrowingPatience.AskAsync(GetOnceAsync, new Deadline(time, timeout));

    public static IReadOnlyList<string> NamesOf(Metadata metadata) =>
        [.. metadata.Topics.Select(topic => topic.Topic).Order(StringComparer.Ordinal)];

    public static Dictionary<int, BrokerDescription> BrokersOf(Metadata metadata) =>
        metadata.Brokers.ToDictionary(broker => broker.BrokerId, broker => new BrokerDescription(broker.BrokerId, broker.Host, broker.Port, null));

    /// <summary>The topic under the id that its caller knows it by; null if it is not there.</summary>
    public static TopicDescription? Find(Metadata metadata, string topic, TopicId id)
    {
        if (metadata.Topics.Find(candidate => candidate.Topic == topic) is not { } found)
        {
            return null;
        }

        var brokers = BrokersOf(metadata);
        BrokerDescription ToBroker(int broker) => brokers.GetValueOrDefault(broker) ?? BrokerDescription.Offline(broker);
        return new TopicDescription(topic, id, [.. found.Partitions.OrderBy(partition => partition.PartitionId).Select(partition =>
            new PartitionDescription(
                partition.PartitionId,
                brokers.GetValueOrDefault(partition.Leader),
                [.. partition.Replicas.Select(ToBroker)],
                [.. partition.InSyncReplicas.Where(brokers.ContainsKey).Select(ToBroker)]))]);
    }

    private async Task<Metadata> GetOnceAsync(TimeSpan timeout)
    {
        try
        {
            var metadata = await thread.RunAsync(() => client.GetMetadata(timeout)).ConfigureAwait(false);
            errors.OnSuccess();
            return metadata;
        }
        catch (KafkaException e)
        {
            throw new KafkaFailureException(errors.ToFailure(e.Error, "Asking for the metadata"), e);
        }
    }
}
