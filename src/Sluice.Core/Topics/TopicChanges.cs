// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Topics;

/// <summary>Creates and deletes topics, and returns when that is to be seen everywhere. Thread-safe.</summary>
internal sealed class TopicChanges(
    ITopicAdministration administration,
    InFlight inFlight,
    CallRunner calls,
    TopicIdentities identities,
    Func<string, TimeSpan, CancellationToken, Task<TopicDescription>> describe,
    TimeProvider time)
{
    // The client takes no longer timeout.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromHours(1);

    // How long a broker is asked what it knows of a topic: one that does not answer may be down.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(3);

    // News of a topic reaches all brokers within milliseconds. One that answers and does not have them yet is only busy, and waited for longer.
    private static readonly TimeSpan SpreadTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Creates the topic and waits until every partition has a leader.</summary>
    public async Task<TopicDescription> CreateAsync(NewTopic topic, TimeSpan timeout, CancellationToken cancellationToken)
    {
        topic.Validate();
        var what = $"Creating topic \"{topic.Name}\"";
        var deadline = new Deadline(time, timeout);

        // Creating cannot be tried twice: that the brokers can be asked at all is found out before.
        if (await FindAsync(topic.Name, deadline, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw new KafkaFailureException(FailureCode.TopicExists, $"{what}: it exists already.");
        }

        await ChangeAsync(topic.Name, () => administration.CreateAsync(topic, deadline.AtMost(LongestRequest)), what, deadline, cancellationToken)
            .ConfigureAwait(false);
        var created = await CallRunner.PollAsync(
            async () => await FindAsync(topic.Name, deadline, cancellationToken).ConfigureAwait(false) is { } found && IsReady(found) ? found : null,
            $"{what}: it is created, but not every partition has a leader yet.",
            deadline,
            cancellationToken).ConfigureAwait(false);
        await SpreadAsync(created, administration.IsKnownToAllAsync, deadline, cancellationToken).ConfigureAwait(false);
        return created;
    }

    /// <summary>Deletes the topic and waits until it is gone from the metadata; returns what it was.</summary>
    public async Task<TopicDescription> DeleteAsync(string topic, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var what = $"Deleting topic \"{topic}\"";
        var deadline = new Deadline(time, timeout);
        var deleted = await describe(topic, timeout, cancellationToken).ConfigureAwait(false);
        await ChangeAsync(topic, () => administration.DeleteAsync(topic, deadline.AtMost(LongestRequest)), what, deadline, cancellationToken)
            .ConfigureAwait(false);
        await CallRunner.PollAsync(
            async () => (await FindAsync(topic, deadline, cancellationToken).ConfigureAwait(false))?.Id == deleted.Id ? null : deleted,
            $"{what}: it is marked for deletion, but not gone yet.",
            deadline,
            cancellationToken).ConfigureAwait(false);
        await SpreadAsync(deleted, administration.IsKnownToNoneAsync, deadline, cancellationToken).ConfigureAwait(false);
        return deleted;
    }

    private static bool IsReady(TopicDescription topic) =>
        topic.Partitions.Count > 0 && topic.Partitions.All(partition => partition.Leader is not null);

    private async Task ChangeAsync(string topic, Func<Task> change, string what, Deadline deadline, CancellationToken cancellationToken)
    {
        async Task<bool> ChangeAndForgetAsync()
        {
            try
            {
                await change().ConfigureAwait(false);
                return true;
            }
            finally
            {
                identities.Forget(topic);
            }
        }

        await calls.OnceAsync(inFlight.RunAsync(ChangeAndForgetAsync), what, deadline, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TopicDescription?> FindAsync(string topic, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await describe(topic, deadline.Remaining, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaFailureException e) when (e.Failure.Code == FailureCode.TopicNotFound)
        {
            return null;
        }
    }

    // So that whoever asks next, here or elsewhere, sees the change whichever broker answers him.
    private async Task SpreadAsync(
        TopicDescription topic, Func<TopicDescription, TimeSpan, Task<bool>> isSpread, Deadline deadline, CancellationToken cancellationToken)
    {
        var spread = new Deadline(time, deadline.AtMost(SpreadTimeout));
        try
        {
            await CallRunner.PollAsync(
                async () => await inFlight.RunAsync(() => isSpread(topic, AnswerTimeout))
                    .WaitAsync(spread.AtMost(AnswerTimeout), time, cancellationToken).ConfigureAwait(false) ? topic : null,
                $"Not every broker knows yet what became of topic \"{topic.Name}\".",
                spread,
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or KafkaFailureException)
        {
            // The change itself is made: a broker that cannot be asked, or is late, does not undo it.
        }
    }
}
