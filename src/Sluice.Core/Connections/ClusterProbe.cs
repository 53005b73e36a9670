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

    /// <summary>Whether the brokers are an embedded cluster's, in whatever process. Without an answer the client is disposed.</summary>
    /// <exception cref="KafkaFailureException">No broker answered in time.</exception>
    public static async Task<bool> IsEmbeddedAsync(
        IAdminClient client, ClientErrors errors, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var asking = Task.Factory.StartNew(
            () => IsEmbedded(client, errors, timeout), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Only then is nobody using it any more.
            _ = asking.ContinueWith(
                _ => client.Dispose(), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);
            throw;
        }
    }

    private static bool IsEmbedded(IAdminClient client, ClientErrors errors, TimeSpan timeout)
    {
        try
        {
            client.GetMetadata(timeout);
            errors.OnSuccess();
            return ClusterId.Find(client)?.StartsWith(EmbeddedPrefix, StringComparison.Ordinal) is true;
        }
        catch (KafkaException e)
        {
            throw new KafkaFailureException(errors.ToFailure(e.Error, "Connecting to Kafka"), e);
        }
    }
}
