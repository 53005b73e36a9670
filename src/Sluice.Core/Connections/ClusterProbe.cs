// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Errors;
using Sluice.Core.Native;

namespace Sluice.Core.Connections;

/// <summary>Waits for a broker and finds out what kind of cluster it belongs to.</summary>
internal static class ClusterProbe
{
    // So librdkafka names its mock clusters, which is what an embedded cluster is.
    private const string EmbeddedPrefix = "mockCluster";

    /// <summary>Whether the brokers are those of an embedded cluster in whatever process.</summary>
    /// <exception cref="KafkaFailureException">No broker answered in time.</exception>
    public static Task<bool> IsEmbeddedAsync(KafkaClientFactory clients, TimeSpan timeout, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(() => IsEmbedded(clients, timeout), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(cancellationToken);

    private static bool IsEmbedded(KafkaClientFactory clients, TimeSpan timeout)
    {
        using var client = clients.CreateAdmin();
        try
        {
            client.GetMetadata(timeout);
            clients.Errors.OnSuccess();
        }
        catch (KafkaException e)
        {
            throw new KafkaFailureException(clients.Errors.ToFailure(e.Error, "Connecting to Kafka"), e);
        }

        return ClusterId.Find(client)?.StartsWith(EmbeddedPrefix, StringComparison.Ordinal) is true;
    }
}
