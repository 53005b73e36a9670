// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;
using Sluice.Core.Errors;
using Sluice.Core.Topics;
using Sluice.Core.Writing;

namespace Sluice.Core.Tests.Writing;

/// <summary>An embedded cluster with a writer, and a plain consumer to see what is really there.</summary>
internal sealed class WriterFixture : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TopicIdentity> _topics = new();

    public WriterFixture(KafkaClusterOptions? options = null, ILoggerFactory? logs = null)
    {
        Cluster = EmbeddedCluster.Start();
        var connection = KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = Cluster.BootstrapServers });
        Writer = new RecordWriter(connection, Resolve, options ?? new(), embedded: true, logs ?? NullLoggerFactory.Instance, TimeProvider.System);
    }

    public EmbeddedCluster Cluster { get; }

    public RecordWriter Writer { get; }

    public string CreateTopic(int partitions)
    {
        var topic = $"topic-{Guid.NewGuid():N}";
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Cluster.BootstrapServers, AllowAutoCreateTopics = true }).Build();
        client.GetMetadata(topic, TimeSpan.FromSeconds(5));
        _topics[topic] = new TopicIdentity(topic, new TopicId(0, _topics.Count + 1), 4);
        return topic;
    }

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Cluster.Dispose();
    }

    private ValueTask<TopicIdentity> Resolve(string topic, TimeSpan maxAge, TimeSpan timeout, CancellationToken cancellationToken) =>
        _topics.TryGetValue(topic, out var identity)
            ? new(identity)
            : throw new KafkaFailureException(FailureCode.TopicNotFound, $"There is no topic \"{topic}\".");
}
