// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>Asks an embedded cluster that lives in another process: only its metadata can be had over the wire.</summary>
internal sealed class RemoteEmbeddedTopicAdministration : ITopicAdministration
{
    private readonly BlockingThread _thread = new("sluice-metadata");
    private readonly ClusterMetadata _metadata;

    public RemoteEmbeddedTopicAdministration(IAdminClient client, ClientErrors errors, TimeProvider time) =>
        _metadata = new ClusterMetadata(client, _thread, errors, time);

    public bool SupportsTimes => false;

    public async Task<IReadOnlyList<BrokerDescription>> GetBrokersAsync(TimeSpan timeout) =>
        [.. ClusterMetadata.BrokersOf(await _metadata.GetAsync(timeout).ConfigureAwait(false)).Values.OrderBy(broker => broker.Id)];

    public async Task<IReadOnlyList<string>> ListAsync(TimeSpan timeout) =>
        ClusterMetadata.NamesOf(await _metadata.GetAsync(timeout).ConfigureAwait(false));

    public async Task<TopicDescription> DescribeAsync(string topic, TimeSpan timeout) =>
        ClusterMetadata.Find(await _metadata.GetAsync(timeout).ConfigureAwait(false), topic, default)
            ?? throw new KafkaFailureException(FailureCode.TopicNotFound, $"There is no topic \"{topic}\".");

    public Task CreateAsync(NewTopic topic, TimeSpan timeout) => throw NotSupported("create");

    public Task DeleteAsync(string topic, TimeSpan timeout) => throw NotSupported("delete");

    public Task<bool> IsKnownToAllAsync(TopicDescription topic, TimeSpan timeout) => Task.FromResult(true);

    public Task<bool> IsKnownToNoneAsync(TopicDescription topic, TimeSpan timeout) => Task.FromResult(true);

    public bool TryIdentify(string topic, out TopicIdentity? identity)
    {
        identity = null;
        return false;
    }

    public ValueTask DisposeAsync() => _thread.DisposeAsync();

    private static KafkaFailureException NotSupported(string what) => new(
        FailureCode.NotSupported,
        $"An embedded cluster cannot {what} topics for another process: let the process do it that the cluster lives in.");
}
