// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;
using Sluice.Core.Reading;
using Sluice.Core.Topics;
using Sluice.Core.Writing;

namespace Sluice.Core;

/// <summary>
/// A Kafka cluster, real or embedded, and all that can be done with it. Opening it never waits for a broker:
/// calls fail with <see cref="Errors.FailureCode.KafkaUnavailable"/> until one is there. Thread-safe.
/// </summary>
public sealed class KafkaCluster : IAsyncDisposable
{
    private KafkaCluster(KafkaConnection connection, EmbeddedCluster? embedded, KafkaClusterOptions options, ILoggerFactory logs, TimeProvider time)
    {
        Connection = connection;
        Embedded = embedded;
        Clients = new KafkaClientFactory(connection, new ClientErrors(logs.CreateLogger("Sluice.Kafka"), time));
        Topics = OpenTopics(options, time);
        Writer = new RecordWriter();
        Reader = new RecordReader();
    }

    /// <summary>The settings every client of this cluster shares.</summary>
    public KafkaConnection Connection { get; }

    /// <summary>The embedded cluster, if this is one. Disposing the <see cref="KafkaCluster"/> does not stop it.</summary>
    public EmbeddedCluster? Embedded { get; }

    /// <summary>Topics, partitions and offsets.</summary>
    public TopicCatalog Topics { get; }

    /// <summary>Writing.</summary>
    public RecordWriter Writer { get; }

    /// <summary>Reading.</summary>
    public RecordReader Reader { get; }

    /// <summary>Makes the clients of this cluster.</summary>
    internal KafkaClientFactory Clients { get; }

    /// <summary>Opens a cluster by its bootstrap servers.</summary>
    /// <exception cref="Errors.KafkaFailureException"><see cref="Errors.FailureCode.InvalidConfiguration"/>: each wrong property with its name and the reason.</exception>
    public static KafkaCluster Open(
        KafkaConnectionOptions connection, KafkaClusterOptions? options = null, ILoggerFactory? logs = null, TimeProvider? time = null) =>
        new(KafkaConnection.Create(connection), null, options ?? new(), logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);

    /// <summary>Opens an embedded cluster that is already running.</summary>
    public static KafkaCluster Open(
        EmbeddedCluster embedded, KafkaClusterOptions? options = null, ILoggerFactory? logs = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(embedded);
        var connection = KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = embedded.BootstrapServers });
        return new(connection, embedded, options ?? new(), logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await Topics.DisposeAsync().ConfigureAwait(false);

    private TopicCatalog OpenTopics(KafkaClusterOptions options, TimeProvider time)
    {
        var client = Clients.CreateAdmin();
        ITopicAdministration administration = Embedded is null
            ? new BrokerTopicAdministration(client, Clients.Errors, time)
            : new EmbeddedTopicAdministration(Embedded, client, Clients.Errors, time);
        return new TopicCatalog(administration, client, Clients.Errors, options.ReadCommitted, time);
    }
}
