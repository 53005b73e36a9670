// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>
/// Finds out where the way to a cluster ends: names, ports, TLS, certificates and login of every bootstrap server and of every broker that the
/// cluster names, then a topic and a group. It joins no group and changes nothing. Thread-safe.
/// </summary>
public static class ClusterDiagnosis
{
    /// <summary>Looks step by step; a step is there as soon as it is known.</summary>
    /// <param name="connection">Where the cluster is and how to log in.</param>
    /// <param name="topic">A topic that is to be read; null for none.</param>
    /// <param name="group">A consumer group that is to be joined; null for none.</param>
    /// <param name="timeout">How long each step may take, above zero.</param>
    /// <param name="cancellationToken">Ends the diagnosis.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: a setting is wrong. What fails on the way is a step.
    /// </exception>
    public static async IAsyncEnumerable<DiagnosisStep> RunAsync(
        LoadedConnection connection,
        string? topic,
        string? group,
        TimeSpan timeout,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var options = connection.Connection;
        time ??= TimeProvider.System;
        var servers = ServerAddress.ParseList(KafkaConnection.Create(options).BootstrapServers).ToArray();
        var isUsable = false;
        foreach (var server in servers)
        {
            var failed = false;
            var check = new ServerCheck(options, server, timeout, time);
            await using var _ = check.ConfigureAwait(false);
            await foreach (var step in check.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                failed |= step.Outcome == DiagnosisOutcome.Failed;
                yield return step;
            }

            isUsable |= !failed;
        }

        var (found, cluster) = isUsable
            ? await ConnectAsync(options, timeout, time, cancellationToken).ConfigureAwait(false)
            : (Finding.NotTried("no bootstrap server can be used"), null);
        if (cluster is null)
        {
            yield return Of("cluster", "brokers", found);
            foreach (var subject in SubjectsOf(topic, group))
            {
                yield return Of(subject, "describe", Finding.NotTried("the cluster cannot be used"));
            }

            yield break;
        }

        await using var connected = cluster.ConfigureAwait(false);
        var clusterCheck = new ClusterCheck(cluster, timeout, time);
        (found, var brokers) = await clusterCheck.FindBrokersAsync(cancellationToken).ConfigureAwait(false);
        yield return Of("cluster", "brokers", found);
        var advertised = brokers.Select(broker => new ServerAddress(broker.Host, broker.Port, broker.Id)).ToArray();
        isUsable = advertised.Any(broker => servers.Any(broker.IsSameAs));
        foreach (var broker in advertised.Where(broker => !servers.Any(broker.IsSameAs)))
        {
            var failed = false;
            var check = new ServerCheck(options, broker, timeout, time);
            await using var _ = check.ConfigureAwait(false);
            await foreach (var step in check.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                failed |= step.Outcome == DiagnosisOutcome.Failed;
                yield return step;
            }

            isUsable |= !failed;
        }

        if (!isUsable)
        {
            foreach (var subject in SubjectsOf(topic, group))
            {
                yield return Of(subject, "describe", Finding.NotTried("no broker can be used as the cluster advertises it"));
            }

            yield break;
        }

        if (topic is not null)
        {
            await foreach (var step in clusterCheck.LookAtTopicAsync(topic, cancellationToken).ConfigureAwait(false))
            {
                yield return step;
            }
        }

        if (group is not null)
        {
            await foreach (var step in clusterCheck.LookAtGroupAsync(group, cancellationToken).ConfigureAwait(false))
            {
                yield return step;
            }
        }
    }

    private static IEnumerable<string> SubjectsOf(string? topic, string? group) =>
        [.. topic is null ? (string[])[] : [$"topic {topic}"], .. group is null ? (string[])[] : [$"group {group}"]];

    private static DiagnosisStep Of(string subject, string name, Finding finding) => new(subject, name, finding.Outcome, finding.Detail);

    private static async Task<(Finding Finding, KafkaCluster? Cluster)> ConnectAsync(
        KafkaConnectionOptions options, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return (Finding.Passed(""), await KafkaCluster.ConnectAsync(options, timeout, cancellationToken, time: time).ConfigureAwait(false));
        }
        catch (KafkaFailureException e)
        {
            return (Finding.Failed(e), null);
        }
    }
}
