// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core.Errors;
using Sluice.Core.Groups.Administration;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Results;

namespace Sluice.Testing.Pipelines;

/// <summary>How far a service has come, by what its consumer group has committed. Thread-safe.</summary>
internal sealed class ServiceProgress(ServiceDefinition service, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Waits until the group has committed past the last data record that was on the service's inputs when this was called. Markers of
    /// transactions behind it are no data, which is why the ends of the partitions are not enough.
    /// </summary>
    /// <returns>Null if it has; else what it still has to read.</returns>
    public async Task<string?> SettleAsync(IReadOnlyList<(TopicEndpoint Endpoint, TopicView View)> inputs, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var targets = new Dictionary<(TopicEndpoint Endpoint, int Partition), long>();
        foreach (var (endpoint, view) in inputs)
        {
            var ends = await endpoint.Tap.GetEndsAsync(CallTimeout, cancellationToken).ConfigureAwait(false);
            await endpoint.Tap.Memory.WaitUntilAsync(ends, CallTimeout, cancellationToken).ConfigureAwait(false);
            foreach (var (partition, last) in endpoint.Tap.Memory.LastSince(view.Bookmark))
            {
                targets[(endpoint, partition)] = last;
            }
        }

        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            Dictionary<(TopicEndpoint, int), long> committed;
            try
            {
                committed = await ReadAsync([.. targets.Keys], cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaFailureException exception) when (exception.Failure.IsRetryable && time.GetElapsedTime(start) < timeout)
            {
                // The group's coordinator may be the broker that is away just now: there is time left for another to take its place.
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            var open = targets.Where(target => committed.GetValueOrDefault(target.Key, -1) < target.Value).ToArray();
            if (open.Length == 0)
            {
                return null;
            }

            if (time.GetElapsedTime(start) >= timeout)
            {
                return string.Join(", ", open.Select(target => Describe(target.Key, committed, target.Value)));
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What the group tells about a message of this case that is not where the service should have written it, or not as it should be.</summary>
    /// <param name="inputs">What the service reads.</param>
    /// <param name="wrote">What it did if it has read the message: <c>wrote nothing matching</c>.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ServiceFinding> FindAsync(IReadOnlyList<(TopicEndpoint Endpoint, TopicView View)> inputs, string wrote, CancellationToken cancellationToken)
    {
        if (service.Group is null)
        {
            return new ServiceFinding(service.Name, "has no group in the pipeline file, so that nothing can be said of what it has read");
        }

        var mine = inputs.SelectMany(input => input.View.Mine.Select(record => (input.Endpoint, record.Partition, record.Offset)))
            .GroupBy(record => (record.Endpoint, record.Partition))
            .ToDictionary(group => group.Key, group => group.Max(record => record.Offset) + 1);
        if (mine.Count == 0)
        {
            return new ServiceFinding(service.Name, $"group {service.Group}: your message did not come to {string.Join(" or ", service.In)}, which it reads");
        }

        var committed = await ReadAsync([.. mine.Keys], cancellationToken).ConfigureAwait(false);
        var open = mine.Where(place => committed.GetValueOrDefault(place.Key, -1) < place.Value).ToArray();
        var shown = open.Length > 0 ? open : [.. mine];
        var ends = new Dictionary<(TopicEndpoint, int), long>();
        foreach (var endpoint in shown.Select(place => place.Key.Endpoint).Distinct())
        {
            foreach (var (partition, end) in await endpoint.Tap.GetEndsAsync(CallTimeout, cancellationToken).ConfigureAwait(false))
            {
                ends[(endpoint, partition)] = end;
            }
        }

        var places = string.Join(", ", shown.Select(place => Describe(place.Key, committed, ends.GetValueOrDefault(place.Key))));
        return new ServiceFinding(service.Name, $"group {service.Group}: {places}: " + (open.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $"it has not read your message yet ({open[0].Key.Endpoint.Definition.Name}-{open[0].Key.Partition}@{open[0].Value - 1})")
            : $"it consumed your message and {wrote}"));
    }

    private static string Describe(
        (TopicEndpoint Endpoint, int Partition) place, Dictionary<(TopicEndpoint, int), long> committed, long end) => string.Create(
        CultureInfo.InvariantCulture,
        $"{place.Endpoint.Definition.Name}-{place.Partition} committed {(committed.TryGetValue(place, out var offset) ? offset.ToString(CultureInfo.InvariantCulture) : "nothing")}, end {end}");

    private async Task<Dictionary<(TopicEndpoint, int), long>> ReadAsync(
        IReadOnlyCollection<(TopicEndpoint Endpoint, int Partition)> places, CancellationToken cancellationToken)
    {
        var read = new Dictionary<(TopicEndpoint, int), long>();
        foreach (var cluster in places.GroupBy(place => place.Endpoint.Cluster))
        {
            GroupPartition[] asked = [.. cluster.Select(place => new GroupPartition(place.Endpoint.Topic, place.Partition))];
            var committed = await cluster.Key.Groups.GetCommittedAsync(service.Group!, asked, CallTimeout, cancellationToken).ConfigureAwait(false);
            foreach (var place in cluster)
            {
                if (committed.TryGetValue(new GroupPartition(place.Endpoint.Topic, place.Partition), out var offset))
                {
                    read[place] = offset;
                }
            }
        }

        return read;
    }
}
