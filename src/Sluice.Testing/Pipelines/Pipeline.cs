// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Sluice.Core.Errors;
using Sluice.Core.Topics;
using Sluice.Testing.Cases;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Files;
using Sluice.Testing.Values;

namespace Sluice.Testing.Pipelines;

/// <summary>
/// An open pipeline: its clusters, taps and stores, which all its cases share. Open it once a test run. Thread-safe.
/// </summary>
public sealed class Pipeline : IAsyncDisposable
{
    private readonly PipelineResources _resources;
    private readonly PipelineOptions _options;
    private readonly Dictionary<string, ServiceProgress> _services;

    internal Pipeline(PipelineFile file, PipelineResources resources, ValueScope values, SecretMask secrets, PipelineOptions options)
    {
        (File, _resources, Values, Secrets, _options) = (file, resources, values, secrets, options);
        Topology = new Topology(file);
        _services = file.Services.ToDictionary(service => service.Name, service => new ServiceProgress(service, options.Time));
    }

    /// <summary>The pipeline's name: its file's without the ending.</summary>
    public string Name => File.Name;

    internal PipelineFile File { get; }

    internal ValueScope Values { get; }

    internal SecretMask Secrets { get; }

    internal Topology Topology { get; }

    internal PipelineOptions Options => _options;

    internal TimeProvider Time => _options.Time;

    internal IReadOnlyDictionary<string, IEndpoint> Endpoints => _resources.Endpoints;

    internal PipelineResources Resources => _resources;

    /// <summary>
    /// Opens a pipeline: connects to its clusters and stores and opens a tap on each of its topics. When it returns, whatever is written from now on
    /// is seen.
    /// </summary>
    /// <param name="file">The pipeline file.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up; what was opened is closed.</param>
    /// <exception cref="FileFaultsException">The file cannot be used: everything that is wrong in it, with line and column.</exception>
    /// <exception cref="PipelineException">A cluster, a topic or a store is not there or does not let the kit in.</exception>
    public static async Task<Pipeline> OpenAsync(string file, PipelineOptions? options, CancellationToken cancellationToken)
    {
        var faults = new FileFaults();
        var read = await PipelineReader.ReadAsync(file, faults, cancellationToken).ConfigureAwait(false);
        faults.ThrowIfAny();
        return await new PipelineOpener(read!, options ?? new PipelineOptions(), new PipelineResources()).OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Begins a case: takes its bookmark at every endpoint. Dispose it to end it.</summary>
    /// <param name="cancellationToken">Ends the waiting, and every verb of the case.</param>
    /// <exception cref="PipelineException">An endpoint cannot be asked where it stands.</exception>
    public Task<PipelineTest> BeginAsync(CancellationToken cancellationToken) => BeginAsync("test", NewId(), lane: null, laneTopic: null, cancellationToken);

    /// <summary>
    /// Runs a test once for each partition of a topic, all at once: each has a partition to itself, and an id whose key leads there.
    /// </summary>
    /// <param name="topic">The topic's endpoint.</param>
    /// <param name="test">The test; its verbs are the same as without lanes.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    /// <exception cref="AggregateException">Some failed; each failure is in it.</exception>
    public async Task RunLanesAsync(string topic, Func<PipelineTest, Task> test, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(test);
        var lanes = TopicOf(topic);
        var runs = Task.WhenAll(Enumerable.Range(0, lanes.Tap.PartitionCount).Select(async lane =>
        {
            var one = await BeginAsync($"{topic} lane {lane}", NewIdFor(lane, lanes.Tap.PartitionCount), lane, topic, cancellationToken).ConfigureAwait(false);
            await using (one.ConfigureAwait(false))
            {
                await test(one).ConfigureAwait(false);
            }
        }));
        await runs.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (runs.Exception is { } failures)
        {
            throw failures;
        }

        await runs.ConfigureAwait(false);
    }

    /// <summary>A key whose records Java's default partitioner (murmur2), and Sluice, write to that partition.</summary>
    /// <param name="topic">The topic's endpoint.</param>
    /// <param name="partition">The partition's number, from 0.</param>
    public string KeyFor(string topic, int partition)
    {
        var count = TopicOf(topic).Tap.PartitionCount;
        ArgumentOutOfRangeException.ThrowIfNegative(partition);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(partition, count);
        return NewIdFor(partition, count);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _resources.DisposeAsync();

    internal static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    // One in as many ids as there are partitions leads to the right one.
    internal static string NewIdFor(int partition, int count)
    {
        while (true)
        {
            var id = NewId();
            if (KeyPartition.Of(System.Text.Encoding.UTF8.GetBytes(id), count) == partition)
            {
                return id;
            }
        }
    }

    internal async Task<PipelineTest> BeginAsync(string name, string id, int? lane, string? laneTopic, CancellationToken cancellationToken)
    {
        var timeline = new CaseTimeline(Time, Secrets);
        var context = new CaseContext(id, lane, laneTopic is null ? 0 : TopicOf(laneTopic).Tap.PartitionCount, timeline);
        try
        {
            var views = await Task.WhenAll(Endpoints.Values.Select(async endpoint =>
                (endpoint.Definition.Name, View: await endpoint.BeginAsync(context, _options.Timeout, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
            return new PipelineTest(this, name, context, views.ToDictionary(view => view.Name, view => view.View), cancellationToken);
        }
        catch (Exception exception) when (exception is KafkaFailureException or Stores.StoreException or Taps.TapException)
        {
            throw new PipelineException($"The case could not begin: {exception.Message}", exception);
        }
    }

    internal TopicEndpoint TopicOf(string endpoint) => Endpoints.GetValueOrDefault(endpoint) as TopicEndpoint
        ?? throw new ArgumentException($"The pipeline has no topic \"{endpoint}\": there are {string.Join(", ", Endpoints.Values.OfType<TopicEndpoint>().Select(one => one.Definition.Name))}.", nameof(endpoint));

    internal ServiceProgress ProgressOf(string service) => _services[service];
}
