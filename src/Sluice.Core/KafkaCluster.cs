// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;
using Sluice.Core.Groups;
using Sluice.Core.Groups.Administration;
using Sluice.Core.Reading;
using Sluice.Core.Telemetry;
using Sluice.Core.Topics;
using Sluice.Core.Writing;

namespace Sluice.Core;

/// <summary>
/// A Kafka cluster, real or embedded, and all that can be done with it. Opening it never waits for a broker:
/// calls fail with <see cref="Errors.FailureCode.KafkaUnavailable"/> until one is there. Thread-safe.
/// </summary>
public sealed class KafkaCluster : IAsyncDisposable
{
    // With the client's own 45 s, an embedded cluster lets every later rebalance take that long.
    private static readonly TimeSpan EmbeddedSession = TimeSpan.FromMilliseconds(1500);

    private readonly KafkaClusterOptions _options;
    private readonly bool _isEmbedded;
    private readonly ILoggerFactory _logs;
    private readonly TimeProvider _time;
    private readonly ConsumerFactory _consumers;
    private int _disposed;

    private KafkaCluster(
        KafkaConnection connection,
        KafkaClientFactory clients,
        IAdminClient client,
        ITopicAdministration administration,
        KafkaClusterOptions options,
        ILoggerFactory logs,
        TimeProvider time,
        KafkaTelemetry telemetry)
    {
        var isEmbedded = administration is not BrokerTopicAdministration;
        _options = options;
        _isEmbedded = isEmbedded;
        _logs = logs;
        _time = time;
        Connection = connection;
        Clients = clients;
        Topics = new TopicCatalog(administration, client, clients.Errors, options.ReadCommitted, time, telemetry);
        Groups = new GroupCatalog(clients, Topics, options.ReadCommitted, isEmbedded, time);
        Writer = new RecordWriter(clients, Topics.ResolveAsync, Topics.DescribeAsync, options, isEmbedded, logs.CreateLogger<RecordWriter>(), time, telemetry);
        _consumers = new ConsumerFactory(clients, options, isEmbedded);
        Reader = new RecordReader(
            Topics, _consumers, options, logs.CreateLogger<RecordReader>(), time, telemetry);
        telemetry.Instruments?.Observe(Writer.Queue, Reader);
    }

    /// <summary>The settings every client of this cluster shares.</summary>
    public KafkaConnection Connection { get; }

    /// <summary>The embedded cluster, if this is one. Disposing the <see cref="KafkaCluster"/> does not stop it.</summary>
    public EmbeddedCluster? Embedded { get; private init; }

    /// <summary>Topics, partitions and offsets.</summary>
    public TopicCatalog Topics { get; }

    /// <summary>Consumer groups, seen from outside.</summary>
    public GroupCatalog Groups { get; }

    /// <summary>Writing.</summary>
    public RecordWriter Writer { get; }

    /// <summary>Reading.</summary>
    public RecordReader Reader { get; }

    /// <summary>Makes the clients of this cluster.</summary>
    internal KafkaClientFactory Clients { get; }

    /// <summary>Opens a cluster by its bootstrap servers.</summary>
    /// <exception cref="Errors.KafkaFailureException"><see cref="Errors.FailureCode.InvalidConfiguration"/>: each wrong property with its name and the reason.</exception>
    public static KafkaCluster Open(
        KafkaConnectionOptions connection,
        KafkaClusterOptions? options = null,
        ILoggerFactory? logs = null,
        TimeProvider? time = null,
        KafkaTelemetry? telemetry = null)
    {
        var settings = KafkaConnection.Create(connection);
        logs ??= NullLoggerFactory.Instance;
        time ??= TimeProvider.System;
        telemetry ??= KafkaTelemetry.Off;
        var clients = CreateClients(settings, logs, time, telemetry);
        var client = clients.CreateAdmin();
        return Create(settings, clients, client, new BrokerTopicAdministration(client, clients.Errors, time), options, logs, time, telemetry);
    }

    /// <summary>Opens an embedded cluster that is already running.</summary>
    public static KafkaCluster Open(
        EmbeddedCluster embedded,
        KafkaClusterOptions? options = null,
        ILoggerFactory? logs = null,
        TimeProvider? time = null,
        KafkaTelemetry? telemetry = null)
    {
        ArgumentNullException.ThrowIfNull(embedded);
        var settings = KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = embedded.BootstrapServers });
        logs ??= NullLoggerFactory.Instance;
        time ??= TimeProvider.System;
        telemetry ??= KafkaTelemetry.Off;
        var clients = CreateClients(settings, logs, time, telemetry);
        var client = clients.CreateAdmin();
        var administration = new EmbeddedTopicAdministration(embedded, client, clients.Errors, time);
        return Create(settings, clients, client, administration, options, logs, time, telemetry, embedded);
    }

    /// <summary>
    /// Reads the files that the options name, and opens a cluster by its bootstrap servers once a broker has answered. Unlike <c>Open</c> it recognises the embedded cluster of
    /// another process and keeps within what that can do: topics are not created or deleted, nor offsets found by time
    /// (<see cref="Errors.FailureCode.NotSupported"/>).
    /// </summary>
    /// <param name="connection">Where the cluster is.</param>
    /// <param name="timeout">How long to wait for a broker.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="options">How reading and writing behave.</param>
    /// <param name="logs">Where the clients log.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="Errors.KafkaFailureException">
    /// <see cref="Errors.FailureCode.InvalidConfiguration"/>, or no broker answered in time.
    /// </exception>
    public static async Task<KafkaCluster> ConnectAsync(
        KafkaConnectionOptions connection,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        KafkaClusterOptions? options = null,
        ILoggerFactory? logs = null,
        TimeProvider? time = null)
    {
        logs ??= NullLoggerFactory.Instance;
        time ??= TimeProvider.System;
        var loaded = await LoadedConnection.LoadAsync(connection, timeout, cancellationToken, time).ConfigureAwait(false);
        var settings = KafkaConnection.Create(loaded.Connection);
        var clients = CreateClients(settings, logs, time, KafkaTelemetry.Off);
        var client = clients.CreateAdmin();
        var isEmbedded = await ClusterProbe.IsEmbeddedAsync(client, clients.Errors, timeout, cancellationToken).ConfigureAwait(false);
        ITopicAdministration administration = isEmbedded
            ? new RemoteEmbeddedTopicAdministration(client, clients.Errors, time)
            : new BrokerTopicAdministration(client, clients.Errors, time);
        return Create(settings, clients, client, administration, options, logs, time, KafkaTelemetry.Off);
    }

    /// <summary>
    /// Becomes a member of a consumer group. The member lives on its own connections until it is disposed, and must be before the cluster.
    /// Nothing is waited for: see <see cref="GroupConsumer.WaitUntilAssignedAsync"/>.
    /// </summary>
    /// <exception cref="Errors.KafkaFailureException"><see cref="Errors.FailureCode.InvalidConfiguration"/> with every fault of the options.</exception>
    public GroupConsumer JoinGroup(GroupConsumerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        // A session that ends while the first assignment is held back never gets to one.
        TimeSpan? embeddedSession = _isEmbedded ? EmbeddedSession + (Embedded?.Options.GroupInitialRebalanceDelay ?? TimeSpan.Zero) : null;
        return new GroupConsumer(options, Clients, Topics, _options.ReadCommitted, embeddedSession, _logs.CreateLogger<GroupConsumer>(), _time);
    }

    /// <summary>
    /// Opens a reader that hands records over as they come, without a group. It lives on its own connections until it is disposed, and must be
    /// before the cluster.
    /// </summary>
    public RecordFeed OpenFeed() => new(_consumers, Clients.Errors, _logs.CreateLogger<RecordFeed>(), _time);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        Reader.Dispose();
        await Writer.DisposeAsync().ConfigureAwait(false);
        await Groups.DisposeAsync().ConfigureAwait(false);
        await Topics.DisposeAsync().ConfigureAwait(false);
    }

    private static KafkaClientFactory CreateClients(
        KafkaConnection connection, ILoggerFactory logs, TimeProvider time, KafkaTelemetry telemetry)
    {
        var logger = logs.CreateLogger("Sluice.Kafka");
        return new(connection, new ClientErrors(logger, time), telemetry.CreateStatistics(logger));
    }

    private static KafkaCluster Create(
        KafkaConnection connection,
        KafkaClientFactory clients,
        IAdminClient client,
        ITopicAdministration administration,
        KafkaClusterOptions? options,
        ILoggerFactory logs,
        TimeProvider time,
        KafkaTelemetry telemetry,
        EmbeddedCluster? embedded = null) =>
        new(connection, clients, client, administration, options ?? new(), logs, time, telemetry)
        {
            Embedded = embedded,
        };
}
