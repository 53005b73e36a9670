// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>Asks an embedded cluster, which serves no administration over the wire: what it can tell and do in-process is done there.</summary>
internal sealed class EmbeddedTopicAdministration : ITopicAdministration
{
    private readonly BlockingThread _thread = new("sluice-metadata");
    private readonly EmbeddedCluster _cluster;
    private readonly ClusterMetadata _metadata;

    public EmbeddedTopicAdministration(EmbeddedCluster cluster, IAdminClient client, ClientErrors errors, TimeProvider time)
    {
        _cluster = cluster;
        _metadata = new ClusterMetadata(client, _thread, errors, time);
    }

    public bool SupportsTimes => false;

    public async Task<IReadOnlyList<BrokerDescription>> GetBrokersAsync(TimeSpan timeout) =>
        [.. ClusterMetadata.BrokersOf(await _metadata.GetAsync(timeout).ConfigureAwait(false)).Values.OrderBy(broker => broker.Id)];

    public async Task<IReadOnlyList<string>> ListAsync(TimeSpan timeout) =>
        ClusterMetadata.NamesOf(await _metadata.GetAsync(timeout).ConfigureAwait(false));

    public async Task<TopicDescription> DescribeAsync(string topic, TimeSpan timeout)
    {
        var before = Find(topic);
        var metadata = await _metadata.GetAsync(timeout).ConfigureAwait(false);
        return ClusterMetadata.Find(metadata, topic, before.Id) is { } description && Find(topic).Id == before.Id
            ? description
            : throw new KafkaFailureException(
                FailureCode.KafkaUnavailable, $"Describing topic \"{topic}\": it was deleted or created again meanwhile.");
    }

    public Task CreateAsync(NewTopic topic, TimeSpan timeout)
    {
        _cluster.CreateTopic(topic);
        return Task.CompletedTask;
    }

    public Task DeleteAsync(string topic, TimeSpan timeout)
    {
        _cluster.DeleteTopic(topic);
        return Task.CompletedTask;
    }

    public Task<bool> IsKnownToAllAsync(TopicDescription topic, TimeSpan timeout) => Task.FromResult(true);

    public Task<bool> IsKnownToNoneAsync(TopicDescription topic, TimeSpan timeout) => Task.FromResult(true);

    public bool TryIdentify(string topic, out TopicIdentity? identity)
    {
        identity = _cluster.FindTopic(topic);
        return true;
    }

    public ValueTask DisposeAsync() => _thread.DisposeAsync();

    private TopicIdentity Find(string topic) =>
        _cluster.FindTopic(topic) ?? throw new KafkaFailureException(FailureCode.TopicNotFound, $"There is no topic \"{topic}\".");
}
