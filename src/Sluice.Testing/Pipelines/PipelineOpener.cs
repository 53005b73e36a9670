// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Core.Topics;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Faults;
using Sluice.Testing.Files;
using Sluice.Testing.Http;
using Sluice.Testing.Stores;
using Sluice.Testing.Taps;
using Sluice.Testing.Values;

namespace Sluice.Testing.Pipelines;

/// <summary>Opens a pipeline: clusters, topics, taps, stores, and the services if it is to start them.</summary>
internal sealed class PipelineOpener
{
    private readonly PipelineOptions _options;
    private readonly FileFaults _faults = new();
    private readonly SecretMask _secrets = new();
    private readonly PipelineResources _resources;
    private readonly ValueScope _values;
    private readonly PipelineFile _file;

    /// <summary>What is opened goes into the resources, which belong to the pipeline, or are closed if it cannot be opened.</summary>
    public PipelineOpener(PipelineFile file, PipelineOptions options, PipelineResources resources)
    {
        (_options, _resources) = (options, resources);
        _values = new ValueScope(new ValueSources(file.Folder, _secrets, options.Time, options.Variable));
        _file = PipelineValues.Resolve(file, _values, _faults);
    }

    public async Task<Pipeline> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var opener = new ClusterOpener(_file, _values, _faults, _options);
            if (_options is { Embedded: null, Process: null })
            {
                _file.Clusters.ToList().ForEach(cluster => opener.Read(cluster));
            }

            _faults.ThrowIfAny();
            foreach (var cluster in _file.Clusters)
            {
                var opened = _resources.Add(await opener.OpenAsync(cluster, cancellationToken).ConfigureAwait(false));
                _resources.Clusters.Add(cluster.Name, opened);
                _resources.Feeds.Add(cluster.Name, _resources.Add(opened.OpenFeed()));
            }

            await Task.WhenAll(_file.Endpoints.Select(endpoint => OpenAsync(endpoint, cancellationToken))).ConfigureAwait(false);
            _faults.ThrowIfAny();
            var pipeline = new Pipeline(_file, _resources, _values, _secrets, _options);
            if (_options.StartServices)
            {
                await new ServiceStarter(_file, _values, _resources, _options).StartAsync(cancellationToken).ConfigureAwait(false);
            }

            return pipeline;
        }
        catch (Exception exception) when (exception is StoreException or KafkaFailureException or TapException)
        {
            await _resources.DisposeAsync().ConfigureAwait(false);
            throw new PipelineException(_secrets.Hide(exception.Message), exception);
        }
        catch
        {
            await _resources.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task OpenAsync(EndpointDefinition endpoint, CancellationToken cancellationToken)
    {
        var opened = endpoint.Kind switch
        {
            EndpointKind.Topic => await OpenTopicAsync(endpoint, cancellationToken).ConfigureAwait(false),
            EndpointKind.Http => OpenHttp(endpoint),
            _ => await OpenStoreAsync(endpoint, cancellationToken).ConfigureAwait(false),
        };
        lock (_resources.Endpoints)
        {
            _resources.Endpoints.Add(endpoint.Name, opened);
        }
    }

    private async Task<IEndpoint> OpenTopicAsync(EndpointDefinition endpoint, CancellationToken cancellationToken)
    {
        var name = endpoint.Cluster ?? _file.Clusters[0].Name;
        var cluster = _resources.Clusters[name];
        if (_options.CreatesTopics)
        {
            await CreateAsync(cluster, endpoint, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var tap = await TopicTap.OpenAsync(
                cluster, _resources.Feeds[name], endpoint.Target, Start.Bookmark, _options.TapMemory, _options.Time, _options.Timeout, cancellationToken).ConfigureAwait(false);
            return new TopicEndpoint(endpoint, cluster, _resources.Add(tap));
        }
        catch (Exception exception) when (exception is KafkaFailureException or InvalidOperationException)
        {
            var fault = new FileFault(_file.File, endpoint.Position.Line, endpoint.Position.Column, $"endpoint \"{endpoint.Name}\": {exception.Message}");
            throw exception is KafkaFailureException { Failure.Code: FailureCode.InvalidTopic or FailureCode.TopicNotFound } or InvalidOperationException
                ? new PipelineException(fault.ToString(), exception) : exception;
        }
    }

    private async Task CreateAsync(KafkaCluster cluster, EndpointDefinition endpoint, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Topics.CreateAsync(new NewTopic(endpoint.Target) { PartitionCount = endpoint.Partitions }, _options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaFailureException exception) when (exception.Failure.Code == FailureCode.TopicExists)
        {
            // That is what was wanted.
        }
    }

    private IEndpoint OpenHttp(EndpointDefinition endpoint)
    {
        try
        {
            return endpoint.IsStub
                ? _resources.Add(new StubEndpoint(endpoint, StubServer.Start(endpoint.Target, new StubServerOptions { Time = _options.Time, Id = endpoint.Id, Secrets = _secrets })))
                : _resources.Add(new HttpEndpoint(endpoint, new HttpSender(endpoint.Target, _options.Time, endpoint.CaFile)));
        }
        catch (HttpEndpointException exception)
        {
            throw new PipelineException($"Endpoint \"{endpoint.Name}\": {_secrets.Hide(exception.Message)}", exception);
        }
    }

    private async Task<IEndpoint> OpenStoreAsync(EndpointDefinition endpoint, CancellationToken cancellationToken)
    {
        var connection = endpoint.Connection!;
        foreach (var secret in new[] { connection.Password, connection.ApiKey }.OfType<string>())
        {
            _secrets.Add(secret);
        }

        IDocumentStore? store;
        lock (_resources.Stores)
        {
            if (!_resources.Stores.TryGetValue(connection, out store))
            {
                store = StoreFactory.Open(endpoint.Kind == EndpointKind.Collection ? StoreKind.Collection : StoreKind.Index, connection.Url, connection.OptionsAt(_options.Time));
                _resources.Stores.Add(connection, _resources.Add(store));
            }
        }

        try
        {
            await store.CheckAsync(_options.Timeout, cancellationToken).ConfigureAwait(false);
            if (endpoint.Relay is { } address)
            {
                var relay = TcpRelay.Start(address, connection.Url);
                lock (_resources.Relays)
                {
                    _resources.Relays.Add(endpoint.Name, _resources.Add(relay));
                }
            }
        }
        catch (Exception exception) when (exception is StoreException or FormatException or System.Net.Sockets.SocketException)
        {
            throw new PipelineException($"Endpoint \"{endpoint.Name}\": {_secrets.Hide(exception.Message)}", exception);
        }

        return new StoreEndpoint(endpoint, store);
    }
}
