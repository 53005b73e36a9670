// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>Asks a cluster that can be reached for its brokers, a topic and a group, and what we may do with them.</summary>
internal sealed class ClusterCheck(KafkaCluster cluster, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Asks the bootstrap servers alone, so that it works even if none of the brokers can be reached as they are advertised.</summary>
    public async Task<(Finding Finding, IReadOnlyList<BrokerDescription> Brokers)> FindBrokersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var admin = cluster.Clients.CreateAdmin();
            var thread = new BlockingThread("sluice-check");
            await using var _ = thread.ConfigureAwait(false);
            var asking = new ClusterMetadata(admin, thread, cluster.Clients.Errors, time).GetAsync(timeout);
            var metadata = await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
            var brokers = ClusterMetadata.BrokersOf(metadata).Values.OrderBy(broker => broker.Id).ToArray();
            var places = brokers.Select(broker => $"{broker.Id} at {broker.Host}:{broker.Port}");
            return (Finding.Passed($"{brokers.Length}: {string.Join(", ", places)}"), brokers);
        }
        catch (KafkaFailureException e)
        {
            return (Finding.Failed(e), []);
        }
    }

    public async IAsyncEnumerable<DiagnosisStep> LookAtTopicAsync(
        string topic, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subject = $"topic {topic}";
        var described = await TryAsync(async () =>
        {
            var description = await cluster.Topics.DescribeAsync(topic, timeout, cancellationToken).ConfigureAwait(false);
            int[] leaderless = [.. description.Partitions.Where(partition => partition.Leader is null).Select(partition => partition.Partition)];
            return leaderless.Length == 0
                ? Finding.Passed($"{description.Partitions.Count} partition(s), each with a leader")
                : Finding.Failed($"no leader of partition(s) {string.Join(", ", leaderless)}: their brokers are down; tell whoever runs the cluster.");
        }).ConfigureAwait(false);
        yield return Step(subject, "describe", described);
        yield return Step(subject, "read", described.Outcome == DiagnosisOutcome.Passed
            ? await TryAsync(() => MayReadAsync(
                $"topic \"{topic}\"",
                async (admin, patience) => (await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions
                {
                    RequestTimeout = patience,
                    IncludeAuthorizedOperations = true,
                }).ConfigureAwait(false)).TopicDescriptions.Single().AuthorizedOperations,
                cancellationToken)).ConfigureAwait(false)
            : Finding.NotTried("the topic cannot be described"));
    }

    public async IAsyncEnumerable<DiagnosisStep> LookAtGroupAsync(
        string group, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subject = $"group {group}";
        var exists = false;
        var described = await TryAsync(async () =>
        {
            try
            {
                var description = await cluster.Groups.DescribeAsync(group, timeout, cancellationToken).ConfigureAwait(false);
                exists = true;
                return Finding.Passed($"{description.State}, {description.Members.Count} member(s)");
            }
            catch (KafkaFailureException e) when (e.Failure.Code == FailureCode.GroupNotFound)
            {
                return Finding.Passed("does not exist yet: the first who joins it makes it");
            }
        }).ConfigureAwait(false);
        yield return Step(subject, "describe", described);
        yield return Step(subject, "read", (described.Outcome, exists) switch
        {
            (DiagnosisOutcome.Passed, true) => await TryAsync(() => MayReadAsync(
                $"group \"{group}\"",
                async (admin, patience) => (await admin.DescribeConsumerGroupsAsync([group], new DescribeConsumerGroupsOptions
                {
                    RequestTimeout = patience,
                    IncludeAuthorizedOperations = true,
                }).ConfigureAwait(false)).ConsumerGroupDescriptions.Single().AuthorizedOperations,
                cancellationToken)).ConfigureAwait(false),
            (DiagnosisOutcome.Passed, false) => Finding.NotTried("brokers tell what we may do only of a group that exists"),
            _ => Finding.NotTried("the group cannot be described"),
        });
    }

    private static DiagnosisStep Step(string subject, string name, Finding finding) => new(subject, name, finding.Outcome, finding.Detail);

    private static async Task<Finding> TryAsync(Func<Task<Finding>> look)
    {
        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (KafkaFailureException e) when (e.Failure.Code == FailureCode.NotSupported)
        {
            return Finding.NotTried(e.Message);
        }
        catch (KafkaFailureException e)
        {
            return Finding.Failed(e);
        }
    }

    private async Task<Finding> MayReadAsync(
        string what, Func<IAdminClient, TimeSpan, Task<List<AclOperation>>> ask, CancellationToken cancellationToken)
    {
        using var admin = cluster.Clients.CreateAdmin();
        if (await ClusterProbe.IsEmbeddedAsync(admin, cluster.Clients.Errors, timeout, cancellationToken).ConfigureAwait(false))
        {
            return Finding.Passed("an embedded cluster has no permissions");
        }

        try
        {
            return await ask(admin, timeout).WaitAsync(cancellationToken).ConfigureAwait(false) switch
            {
                null or [] => Finding.NotTried("the brokers do not tell what we may do (they do since Kafka 2.3)"),
                var allowed when allowed.Contains(AclOperation.Read) || allowed.Contains(AclOperation.All)
                    => Finding.Passed($"we may: {string.Join(", ", allowed)}"),
                var allowed => Finding.Failed(
                    $"no permission to read {what}; we may only: {string.Join(", ", allowed)}. Ask whoever runs the cluster to allow this login the "
                    + $"ACL operation Read on {what}."),
            };
        }
        catch (KafkaException e)
        {
            throw new KafkaFailureException(cluster.Clients.Errors.ToFailure(e.Error, $"Asking for permissions on {what}"), e);
        }
    }
}
