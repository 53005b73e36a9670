// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core;
using Sluice.Core.Embedded;
using Sluice.Core.Groups;
using Sluice.Core.Groups.Administration;
using Sluice.Testing.Cases;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Pipelines;
using Sluice.Testing.Stores.Embedded;

namespace Sluice.Testing.Faults;

/// <summary>Disturbs what the services of a pipeline stand on, for a while.</summary>
internal sealed class FaultInjector(Pipeline pipeline, CaseTimeline timeline)
{
    private static readonly TimeSpan JoinTimeout = TimeSpan.FromSeconds(60);

    /// <summary>A member joins the service's group, is given partitions, and leaves again without reading anything.</summary>
    public async Task RebalanceAsync(ServiceDefinition service, CancellationToken cancellationToken)
    {
        TopicEndpoint[] inputs = [.. service.In.Select(name => pipeline.Endpoints[name]).OfType<TopicEndpoint>()];
        var cluster = inputs[0].Cluster;
        var options = new GroupConsumerOptions
        {
            GroupId = service.Group!,
            Topics = [.. inputs.Select(input => input.Topic)],
            AssignmentStrategy = await FindStrategyAsync(cluster, service.Group!, cancellationToken).ConfigureAwait(false),
        };
        timeline.AddEvent($"a member joins group {service.Group}");
        var member = cluster.JoinGroup(options);
        await using (member.ConfigureAwait(false))
        {
            await member.WaitUntilAssignedAsync(JoinTimeout, cancellationToken).ConfigureAwait(false);
            await WaitForPartitionsAsync(member, cancellationToken).ConfigureAwait(false);
        }

        timeline.AddEvent($"the member left group {service.Group}");
    }

    /// <summary>Makes a store unreachable for the services, and returns what ends it.</summary>
    public async Task<IAsyncDisposable> CutAsync(string endpoint, CancellationToken cancellationToken)
    {
        timeline.AddEvent($"{endpoint} is unreachable", endpoint);
        if (pipeline.Resources.Relays.TryGetValue(endpoint, out var relay))
        {
            await relay.CutAsync().ConfigureAwait(false);
            return new Ending(() =>
            {
                relay.Restore();
                timeline.AddEvent($"{endpoint} is reachable again", endpoint);
            });
        }

        if (((StoreEndpoint)pipeline.Endpoints[endpoint]).Store is EmbeddedStore store)
        {
            var held = await store.LockAsync(cancellationToken).ConfigureAwait(false);
            return new Ending(() =>
            {
                held.Dispose();
                timeline.AddEvent($"{endpoint} is reachable again", endpoint);
            });
        }

        throw new PipelineException(
            $"\"{endpoint}\" cannot be made unreachable: give it a \"relay\" in the pipeline file, an address where the kit listens and the services look for the store.");
    }

    /// <summary>Stops a broker of the embedded cluster, and returns what starts it again.</summary>
    public IAsyncDisposable StopBroker(int broker)
    {
        var cluster = RequireEmbedded();
        if (broker < 1 || broker > cluster.Options.Brokers)
        {
            throw new PipelineException(string.Create(
                CultureInfo.InvariantCulture, $"There is no broker {broker} to stop: the embedded cluster has {cluster.Options.Brokers}, numbered from 1."));
        }

        cluster.StopBroker(broker);
        timeline.AddEvent(string.Create(CultureInfo.InvariantCulture, $"broker {broker} is down"));
        return new Ending(() =>
        {
            cluster.StartBroker(broker);
            timeline.AddEvent(string.Create(CultureInfo.InvariantCulture, $"broker {broker} is up again"));
        });
    }

    /// <summary>Lets all brokers of the embedded cluster answer late, and returns what ends it.</summary>
    public IAsyncDisposable SlowDown(TimeSpan delay)
    {
        var cluster = RequireEmbedded();
        SetDelay(cluster, delay);
        timeline.AddEvent(string.Create(CultureInfo.InvariantCulture, $"the brokers answer {delay.TotalMilliseconds:0} ms late"));
        return new Ending(() =>
        {
            SetDelay(cluster, TimeSpan.Zero);
            timeline.AddEvent("the brokers answer at once again");
        });
    }

    // The members of a group share one way of sharing: another one would be turned away. The embedded cluster does not tell.
    private static async Task<string?> FindStrategyAsync(KafkaCluster cluster, string group, CancellationToken cancellationToken)
    {
        if (cluster.Embedded is not null)
        {
            return null;
        }

        var described = await cluster.Groups.DescribeAsync(group, JoinTimeout, cancellationToken).ConfigureAwait(false);
        return described.Type == GroupType.Classic && described.Assignor is { Length: > 0 } assignor ? assignor : null;
    }

    // A group that shares in cooperation gives a new member its partitions only in a second round.
    private static async Task WaitForPartitionsAsync(GroupConsumer member, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(JoinTimeout);
        await foreach (var change in member.ReadEventsAsync(patience.Token).ConfigureAwait(false))
        {
            if (change is { Kind: GroupEventKind.Assigned, Partitions.Count: > 0 })
            {
                return;
            }
        }
    }

    private static void SetDelay(EmbeddedCluster cluster, TimeSpan delay)
    {
        for (var broker = 1; broker <= cluster.Options.Brokers; broker++)
        {
            cluster.SetRoundTripTime(broker, delay);
        }
    }

    private EmbeddedCluster RequireEmbedded() => pipeline.Options.Embedded
        ?? throw new PipelineException("Brokers are only stopped and slowed down on the embedded cluster: run with --kafka embedded, or tag the case and leave it out.");

    private sealed class Ending(Action end) : IAsyncDisposable
    {
        private int _ended;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                end();
            }

            return ValueTask.CompletedTask;
        }
    }
}
