// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Runtime.CompilerServices;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Connections.Diagnosis;
using Sluice.Core.Errors;
using Sluice.Core.Groups.Administration;
using Sluice.Testing.Files;
using Sluice.Testing.Http;
using Sluice.Testing.Stores;
using Sluice.Testing.Values;

namespace Sluice.Testing.Pipelines;

/// <summary>
/// Finds out whether everything that a pipeline file names is there and lets the kit in: clusters, topics, consumer groups, stores, addresses.
/// It joins no group and changes nothing.
/// </summary>
public static class PipelineCheck
{
    /// <summary>Looks step by step; a step is there as soon as it is known.</summary>
    /// <param name="file">The pipeline file.</param>
    /// <param name="options">Variables, and how long each step may take.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="FileFaultsException">The file cannot be used.</exception>
    public static async IAsyncEnumerable<DiagnosisStep> RunAsync(
        string file, PipelineOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = new FileFaults();
        var read = await PipelineReader.ReadAsync(file, faults, cancellationToken).ConfigureAwait(false);
        faults.ThrowIfAny();
        var secrets = new SecretMask();
        var values = new ValueScope(new ValueSources(read!.Folder, secrets, options.Time, options.Variable));
        var pipeline = PipelineValues.Resolve(read, values, faults);
        var opener = new ClusterOpener(pipeline, values, faults, options);
        var connections = pipeline.Clusters.ToDictionary(cluster => cluster.Name, opener.Read);
        faults.ThrowIfAny();
        foreach (var cluster in pipeline.Clusters)
        {
            await foreach (var step in CheckAsync(pipeline, cluster, connections[cluster.Name], options, cancellationToken).ConfigureAwait(false))
            {
                yield return step;
            }
        }

        foreach (var endpoint in pipeline.Endpoints.Where(endpoint => endpoint.Kind != EndpointKind.Topic))
        {
            var step = await StepAsync(
                $"endpoint {endpoint.Name}", endpoint.Kind == EndpointKind.Http ? "address" : "store",
                () => endpoint.Kind == EndpointKind.Http ? CheckHttpAsync(endpoint, options, cancellationToken) : CheckStoreAsync(endpoint, options, cancellationToken))
                .ConfigureAwait(false);
            yield return step with { Detail = secrets.Hide(step.Detail) };
        }
    }

    private static async IAsyncEnumerable<DiagnosisStep> CheckAsync(
        PipelineFile pipeline, ClusterDefinition definition, KafkaConnectionOptions connection, PipelineOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var loaded = await LoadedConnection.LoadAsync(connection, options.Timeout, cancellationToken, options.Time).ConfigureAwait(false);
        var isUsable = false;
        await foreach (var step in ClusterDiagnosis.RunAsync(loaded, null, null, options.Timeout, cancellationToken, options.Time).ConfigureAwait(false))
        {
            isUsable |= step is { Subject: "cluster", Outcome: DiagnosisOutcome.Passed };
            yield return step;
        }

        var topics = pipeline.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Topic && (endpoint.Cluster ?? pipeline.Clusters[0].Name) == definition.Name)
            .ToDictionary(endpoint => endpoint.Name, endpoint => endpoint.Target);
        ServiceDefinition[] services = [.. pipeline.Services.Where(service => service.Group is not null && service.In.Any(topics.ContainsKey))];
        if (!isUsable)
        {
            foreach (var subject in topics.Keys.Select(name => $"endpoint {name}").Concat(services.Select(service => $"service {service.Name}")))
            {
                yield return new DiagnosisStep(subject, "describe", DiagnosisOutcome.NotTried, "the cluster cannot be used");
            }

            yield break;
        }

        var cluster = await KafkaCluster.ConnectAsync(loaded.Connection, options.Timeout, cancellationToken, time: options.Time).ConfigureAwait(false);
        await using (cluster.ConfigureAwait(false))
        {
            foreach (var (name, topic) in topics)
            {
                yield return await StepAsync($"endpoint {name}", "topic", () => CheckTopicAsync(cluster, topic, options, cancellationToken)).ConfigureAwait(false);
            }

            foreach (var service in services)
            {
                string[] inputs = [.. service.In.Where(topics.ContainsKey).Select(name => topics[name])];
                yield return await StepAsync($"service {service.Name}", "group", () => CheckGroupAsync(cluster, service.Group!, inputs, options, cancellationToken)).ConfigureAwait(false);
            }
        }
    }

    private static async Task<DiagnosisStep> StepAsync(string subject, string name, Func<Task<string>> check)
    {
        try
        {
            return new DiagnosisStep(subject, name, DiagnosisOutcome.Passed, await check().ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is KafkaFailureException or StoreException or HttpEndpointException or FormatException)
        {
            return new DiagnosisStep(subject, name, DiagnosisOutcome.Failed, failure.Message);
        }
    }

    private static async Task<string> CheckTopicAsync(KafkaCluster cluster, string topic, PipelineOptions options, CancellationToken cancellationToken)
    {
        var described = await cluster.Topics.DescribeAsync(topic, options.Timeout, cancellationToken).ConfigureAwait(false);
        int[] partitions = [.. described.Partitions.Select(partition => partition.Partition)];
        await cluster.Topics.GetReadableEndsAsync(topic, partitions, options.Timeout, cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{topic} has {partitions.Length} partition{(partitions.Length == 1 ? "" : "s")}, and may be read");
    }

    // A group that has committed nothing is no fault: its service may not have read anything yet.
    private static async Task<string> CheckGroupAsync(
        KafkaCluster cluster, string group, string[] topics, PipelineOptions options, CancellationToken cancellationToken)
    {
        var places = new List<GroupPartition>();
        foreach (var topic in topics)
        {
            var described = await cluster.Topics.DescribeAsync(topic, options.Timeout, cancellationToken).ConfigureAwait(false);
            places.AddRange(described.Partitions.Select(partition => new GroupPartition(topic, partition.Partition)));
        }

        var committed = await cluster.Groups.GetCommittedAsync(group, places, options.Timeout, cancellationToken).ConfigureAwait(false);
        return string.Create(CultureInfo.InvariantCulture, $"{group} may be asked, and has committed on {committed.Count} of {places.Count} partitions");
    }

    private static async Task<string> CheckStoreAsync(EndpointDefinition endpoint, PipelineOptions options, CancellationToken cancellationToken)
    {
        var connection = endpoint.Connection!;
        var store = StoreFactory.Open(
            endpoint.Kind == EndpointKind.Collection ? StoreKind.Collection : StoreKind.Index, connection.Url, connection.OptionsAt(options.Time));
        await using (store.ConfigureAwait(false))
        {
            await store.CheckAsync(options.Timeout, cancellationToken).ConfigureAwait(false);
            await store.FindAsync(endpoint.Target, new StoreQuery { Id = "-" }, null, 1, options.Timeout, cancellationToken).ConfigureAwait(false);
            return $"{store.Description} answers, and {endpoint.Target} may be read";
        }
    }

    private static async Task<string> CheckHttpAsync(EndpointDefinition endpoint, PipelineOptions options, CancellationToken cancellationToken)
    {
        if (endpoint.IsStub)
        {
            var stub = StubServer.Start(endpoint.Target, new StubServerOptions { Time = options.Time, Id = endpoint.Id });
            await stub.DisposeAsync().ConfigureAwait(false);
            return $"the kit can answer at {endpoint.Target}";
        }

        using var sender = new HttpSender(endpoint.Target, options.Time, endpoint.CaFile);
        var answer = await sender.SendAsync(new Endpoints.Outgoing(), options.Timeout, cancellationToken).ConfigureAwait(false);
        return $"it answers: {answer.Place}";
    }
}
