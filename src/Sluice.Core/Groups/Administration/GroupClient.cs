// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Groups.Administration;

/// <summary>
/// Asks brokers about groups and offsets with clients of its own, made when they are first needed and closed after the last call.
/// Thread-safe.
/// </summary>
internal sealed class GroupClient : IAsyncDisposable
{
    // One request's own deadline; within the caller's it is made again.
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(4);

    private readonly InFlight _inFlight = new();
    private readonly BlockingThread _thread = new("sluice-groups");
    private readonly ClientErrors _errors;
    private readonly CallRunner _calls;
    private readonly Lazy<IAdminClient> _client;
    private readonly Lazy<OffsetLookup> _offsets;

    // A plain client that asks for committed offsets ends the process if the broker answers that it is not the group's coordinator:
    // librdkafka hands that answer to the client's own group without looking whether it has one. This one has, and never joins it.
    private readonly Lazy<IConsumer<byte[], byte[]>> _consumer;
    private readonly Lazy<IAdminClient> _ofConsumer;
    private int _disposed;

    public GroupClient(KafkaClientFactory clients, TopicCatalog topics, TimeProvider time)
    {
        _errors = clients.Errors;
        _calls = new CallRunner(_errors, time);
        _client = new Lazy<IAdminClient>(clients.CreateAdmin);
        _consumer = new Lazy<IConsumer<byte[], byte[]>>(() => clients.CreateConsumer(
            new Dictionary<string, string>(),
            new Dictionary<string, string> { ["group.id"] = "sluice-group-administration", ["enable.auto.commit"] = "false" }));
        _ofConsumer = new Lazy<IAdminClient>(() => new DependentAdminClientBuilder(_consumer.Value.Handle).Build());
        _offsets = new Lazy<OffsetLookup>(() => new OffsetLookup(
            _client.Value,
            _errors,
            topic => topics.DescribeAsync(topic, RequestTimeout, CancellationToken.None),
            () => new ClusterMetadata(_client.Value, _thread, _errors, time).GetAsync(RequestTimeout)));
    }

    /// <summary>Makes a call that is harmless to make twice, again and again while Kafka cannot be reached.</summary>
    public Task<T> AskAsync<T>(
        string what, Func<IAdminClient, TimeSpan, Task<T>> call, Deadline deadline, CancellationToken cancellationToken) =>
        _calls.AskAsync(() => RunAsync(what, _client, call, deadline), what, deadline, cancellationToken);

    /// <summary>The same for a call that reads or writes committed offsets.</summary>
    public Task<T> AskForCommittedAsync<T>(
        string what, Func<IAdminClient, TimeSpan, Task<T>> call, Deadline deadline, CancellationToken cancellationToken) =>
        _calls.AskAsync(() => RunAsync(what, _ofConsumer, call, deadline), what, deadline, cancellationToken);

    /// <summary>Makes a call once.</summary>
    public Task<T> OnceAsync<T>(
        string what, Func<IAdminClient, TimeSpan, Task<T>> call, Deadline deadline, CancellationToken cancellationToken) =>
        _calls.OnceAsync(RunAsync(what, _client, call, deadline), what, deadline, cancellationToken);

    /// <summary>The offsets of the partitions, which are distinct, in their order.</summary>
    public Task<long[]> GetOffsetsAsync(
        string topic,
        IReadOnlyList<int> partitions,
        OffsetSpec spec,
        bool committedOnly,
        Deadline deadline,
        CancellationToken cancellationToken) =>
        _calls.AskAsync(
            () => _inFlight.RunAsync(
                () => _offsets.Value.AskAsync(topic, partitions, spec, committedOnly, deadline.AtMost(RequestTimeout))),
            $"Asking for offsets of topic \"{topic}\"",
            deadline,
            cancellationToken);

    /// <summary>Closes the client, after a request under way has been answered or has failed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _inFlight.CloseAsync().ConfigureAwait(false);
        await _thread.DisposeAsync().ConfigureAwait(false);

        // It waits for the clients' threads.
        await Task.Factory.StartNew(
            CloseClients, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    private static void Close<T>(Lazy<T> client)
        where T : IDisposable
    {
        if (client.IsValueCreated)
        {
            client.Value.Dispose();
        }
    }

    private void CloseClients()
    {
        Close(_ofConsumer);
        Close(_consumer);
        Close(_client);
    }

    private Task<T> RunAsync<T>(
        string what, Lazy<IAdminClient> client, Func<IAdminClient, TimeSpan, Task<T>> call, Deadline deadline) => _inFlight.RunAsync(async () =>
    {
        try
        {
            var result = await call(client.Value, deadline.AtMost(RequestTimeout)).ConfigureAwait(false);
            _errors.OnSuccess();
            return result;
        }
        catch (KafkaException e)
        {
            var error = GroupErrors.Of(e);
            throw new KafkaFailureException(GroupErrors.Advise(error, _errors.ToFailure(error, what)), e);
        }
    });
}
