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
    private KafkaCluster(
        KafkaConnection connection, EmbeddedCluster? embedded, bool isEmbedded, KafkaClusterOptions options, ILoggerFactory logs, TimeProvider time)
    {
        Connection = connection;
        Embedded = embedded;
        Clients = CreateClients(connection, logs, time);
        Topics = OpenTopics(isEmbedded, options, time);
        Writer = new RecordWriter(connection, Topics.ResolveAsync, options, isEmbedded, logs, time);
        Reader = new RecordReader(Topics, new ConsumerFactory(Clients, options, isEmbedded), options, logs.CreateLogger<RecordReader>(), time);
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
        new(KafkaConnection.Create(connection), null, isEmbedded: false, options ?? new(), logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);

    /// <summary>Opens an embedded cluster that is already running.</summary>
    public static KafkaCluster Open(
        EmbeddedCluster embedded, KafkaClusterOptions? options = null, ILoggerFactory? logs = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(embedded);
        var connection = KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = embedded.BootstrapServers });
        return new(connection, embedded, isEmbedded: true, options ?? new(), logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
    }

    /// <summary>
    /// Opens a cluster by its bootstrap servers once a broker has answered. Unlike <see cref="Open(KafkaConnectionOptions, KafkaClusterOptions?, ILoggerFactory?, TimeProvider?)"/>
    /// it also recognises the embedded cluster of another process and keeps within what that can do: topics are not created or deleted
    /// (<see cref="Errors.FailureCode.NotSupported"/>), nor offsets found by time.
    /// </summary>
    /// <param name="connection">Where the cluster is.</param>
    /// <param name="timeout">How long to wait for a broker.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="options">How reading and writing behave.</param>
    /// <param name="logs">Where the clients log.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="Errors.KafkaFailureException"><see cref="Errors.FailureCode.InvalidConfiguration"/>, or no broker answered in time.</exception>
    public static async Task<KafkaCluster> ConnectAsync(
        KafkaConnectionOptions connection,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        KafkaClusterOptions? options = null,
        ILoggerFactory? logs = null,
        TimeProvider? time = null)
    {
        var checkedConnection = KafkaConnection.Create(connection);
        logs ??= NullLoggerFactory.Instance;
        time ??= TimeProvider.System;
        var clients = CreateClients(checkedConnection, logs, time);
        var isEmbedded = await ClusterProbe.IsEmbeddedAsync(clients, timeout, cancellationToken).ConfigureAwait(false);
        return new(checkedConnection, null, isEmbedded, options ?? new(), logs, time);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        await Writer.DisposeAsync().ConfigureAwait(false);
        await Topics.DisposeAsync().ConfigureAwait(false);
    }

    private static KafkaClientFactory CreateClients(KafkaConnection connection, ILoggerFactory logs, TimeProvider time) =>
        new(connection, new ClientErrors(logs.CreateLogger("Sluice.Kafka"), time));

    private TopicCatalog OpenTopics(bool isEmbedded, KafkaClusterOptions options, TimeProvider time)
    {
        var client = Clients.CreateAdmin();
        ITopicAdministration administration = (Embedded, isEmbedded) switch
        {
            ({ } embedded, _) => new EmbeddedTopicAdministration(embedded, client, Clients.Errors),
            (null, true) => new RemoteEmbeddedTopicAdministration(client, Clients.Errors),
            (null, false) => new BrokerTopicAdministration(client, Clients.Errors),
        };
        return new TopicCatalog(administration, client, Clients.Errors, options.ReadCommitted, time);
    }
}
