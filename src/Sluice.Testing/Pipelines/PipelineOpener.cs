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
    private readonly PipelineFile _file;
    private readonly PipelineOptions _options;
    private readonly FileFaults _faults = new();
    private readonly SecretMask _secrets = new();
    private readonly PipelineResources _resources;
    private readonly ValueScope _values;

    /// <summary>What is opened goes into the resources, which belong to the pipeline, or are closed if it cannot be opened.</summary>
    public PipelineOpener(PipelineFile file, PipelineOptions options, PipelineResources resources)
    {
        (_file, _options, _resources) = (file, options, resources);
        _values = new ValueScope(new ValueSources(
            file.Folder, _secrets, options.Time, options.Variable));
    }

    public async Task<Pipeline> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connections = _file.Endpoints.Where(endpoint => endpoint.Connection is not null).ToDictionary(endpoint => endpoint.Name, Resolve);
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

            await Task.WhenAll(_file.Endpoints.Select(endpoint => OpenAsync(endpoint, connections.GetValueOrDefault(endpoint.Name), cancellationToken)))
                .ConfigureAwait(false);
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

    private StoreConnection Resolve(EndpointDefinition endpoint)
    {
        var written = endpoint.Connection!;
        string? Text(string? text)
        {
            try
            {
                return text is null ? null : _values.ResolveText(text);
            }
            catch (ValueException exception)
            {
                _faults.Add(_file.File, endpoint.Position, $"endpoint \"{endpoint.Name}\": {exception.Message}");
                return "";
            }
        }

        var ca = Text(written.CaFile);
        return new StoreConnection(
            Text(written.Url)!, Text(written.User), Text(written.Password), Text(written.ApiKey), ca is null ? null : Path.Combine(_file.Folder, ca));
    }

    private async Task OpenAsync(EndpointDefinition endpoint, StoreConnection? connection, CancellationToken cancellationToken)
    {
        var opened = endpoint.Kind switch
        {
            EndpointKind.Topic => await OpenTopicAsync(endpoint, cancellationToken).ConfigureAwait(false),
            EndpointKind.Http => OpenHttp(endpoint),
            _ => await OpenStoreAsync(endpoint, connection!, cancellationToken).ConfigureAwait(false),
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
        var topic = _values.ResolveText(endpoint.Target);
        if (_options.CreatesTopics)
        {
            await CreateAsync(cluster, endpoint, topic, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            var tap = await TopicTap.OpenAsync(
                cluster, _resources.Feeds[name], topic, Start.Bookmark, _options.TapMemory, _options.Time, _options.Timeout, cancellationToken).ConfigureAwait(false);
            return new TopicEndpoint(endpoint, cluster, _resources.Add(tap));
        }
        catch (Exception exception) when (exception is KafkaFailureException or InvalidOperationException)
        {
            var fault = new FileFault(_file.File, endpoint.Position.Line, endpoint.Position.Column, $"endpoint \"{endpoint.Name}\": {exception.Message}");
            throw exception is KafkaFailureException { Failure.Code: FailureCode.InvalidTopic or FailureCode.TopicNotFound } or InvalidOperationException
                ? new PipelineException(fault.ToString(), exception) : exception;
        }
    }

    private async Task CreateAsync(KafkaCluster cluster, EndpointDefinition endpoint, string topic, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = endpoint.Partitions }, _options.Timeout, cancellationToken).ConfigureAwait(false);
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
            var address = _values.ResolveText(endpoint.Target);
            return endpoint.IsStub
                ? _resources.Add(new StubEndpoint(endpoint, StubServer.Start(address, new StubServerOptions { Time = _options.Time, Id = endpoint.Id, Secrets = _secrets })))
                : _resources.Add(new HttpEndpoint(endpoint, new HttpSender(address, _options.Time, endpoint.CaFile is { } ca ? Path.Combine(_file.Folder, _values.ResolveText(ca)) : null)));
        }
        catch (Exception exception) when (exception is HttpEndpointException or ValueException)
        {
            throw new PipelineException($"Endpoint \"{endpoint.Name}\": {_secrets.Hide(exception.Message)}", exception);
        }
    }

    private async Task<IEndpoint> OpenStoreAsync(EndpointDefinition endpoint, StoreConnection connection, CancellationToken cancellationToken)
    {
        var options = new StoreOptions
        {
            CaFile = connection.CaFile, UserName = connection.User, Password = connection.Password, ApiKey = connection.ApiKey, Time = _options.Time,
        };
        foreach (var secret in new[] { connection.Password, connection.ApiKey }.OfType<string>())
        {
            _secrets.Add(secret);
        }

        IDocumentStore? store;
        lock (_resources.Stores)
        {
            if (!_resources.Stores.TryGetValue(connection, out store))
            {
                store = StoreFactory.Open(endpoint.Kind == EndpointKind.Collection ? StoreKind.Collection : StoreKind.Index, connection.Url, options);
                _resources.Stores.Add(connection, _resources.Add(store));
            }
        }

        try
        {
            await store.CheckAsync(_options.Timeout, cancellationToken).ConfigureAwait(false);
            if (endpoint.Relay is { } written && _values.ResolveText(written) is { Length: > 0 } address)
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
