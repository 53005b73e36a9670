// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>
/// Reads the metadata of all brokers and topics, a call that blocks. It is always the whole list: naming a topic could create it.
/// </summary>
internal sealed class ClusterMetadata(IAdminClient client, BlockingThread thread, ClientErrors errors, TimeProvider time)
{
    public Task<Metadata> GetAsync(TimeSpan timeout) => GrowingPatience.AskAsync(GetOnceAsync, new Deadline(time, timeout));

    public static IReadOnlyList<string> NamesOf(Metadata metadata) =>
        [.. metadata.Topics.Select(topic => topic.Topic).Order(StringComparer.Ordinal)];

    private async Task<Metadata> GetOnceAsync(TimeSpan timeout)
    {
        try
        {
            var metadata = await thread.RunAsync(() => client.GetMetadata(timeout)).ConfigureAwait(false);
            errors.OnSuccess();
            return metadata;
        }
        catch (KafkaException e)
        {
            throw new KafkaFailureException(errors.ToFailure(e.Error, "Asking for the metadata"), e);
        }
    }
}
