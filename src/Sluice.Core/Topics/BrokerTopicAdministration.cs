// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Native;

namespace Sluice.Core.Topics;

/// <summary>Asks the brokers of a real cluster.</summary>
internal sealed class BrokerTopicAdministration : ITopicAdministration
{
    private readonly BlockingThread _thread = new("sluice-metadata");
    private readonly IAdminClient _client;
    private readonly ClientErrors _errors;
    private readonly TimeProvider _time;
    private readonly ClusterMetadata _metadata;
    private readonly Descriptions _descriptions;

    public BrokerTopicAdministration(IAdminClient client, ClientErrors errors, TimeProvider time)
    {
        _time = time;
        _client = client;
        _errors = errors;
        _metadata = new ClusterMetadata(client, _thread, errors, time);
        _descriptions = new Descriptions(client);
    }

    public bool SupportsTimes => true;

    public Task<IReadOnlyList<BrokerDescription>> GetBrokersAsync(TimeSpan timeout) =>
        CallAnyAsync("Describing the cluster", timeout, _descriptions.DescribeBrokersAsync);

    public async Task<IReadOnlyList<string>> ListAsync(TimeSpan timeout) =>
        ClusterMetadata.NamesOf(await _metadata.GetAsync(timeout).ConfigureAwait(false));

    public Task<TopicDescription> DescribeAsync(string topic, TimeSpan timeout) =>
        CallAnyAsync($"Describing topic \"{topic}\"", timeout, patience => _descriptions.DescribeTopicAsync(topic, patience));

    public Task CreateAsync(NewTopic topic, TimeSpan timeout)
    {
        var specification = new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.PartitionCount ?? -1,
            ReplicationFactor = topic.ReplicationFactor ?? -1,
            Configs = new Dictionary<string, string>(topic.Properties),
        };
        return CallAsync($"Creating topic \"{topic.Name}\"", async () =>
        {
            await _client.CreateTopicsAsync(
                [specification], new CreateTopicsOptions { RequestTimeout = timeout, OperationTimeout = timeout }).ConfigureAwait(false);
            return true;
        });
    }

    public Task DeleteAsync(string topic, TimeSpan timeout) =>
        CallAsync($"Deleting topic \"{topic}\"", async () =>
        {
            await _client.DeleteTopicsAsync(
                [topic], new DeleteTopicsOptions { RequestTimeout = timeout, OperationTimeout = timeout }).ConfigureAwait(false);
            return true;
        });

    public async Task<bool> IsKnownToAllAsync(TopicDescription topic, TimeSpan timeout) =>
        (await GetViewsAsync(topic, timeout).ConfigureAwait(false))
            .All(view => view.Error != ErrorCode.UnknownTopicOrPart && (view.Error != ErrorCode.NoError || view.Id == topic.Id));

    public async Task<bool> IsKnownToNoneAsync(TopicDescription topic, TimeSpan timeout) =>
        !(await GetViewsAsync(topic, timeout).ConfigureAwait(false)).Any(view => view.Error == ErrorCode.NoError && view.Id == topic.Id);

    public bool TryIdentify(string topic, out TopicIdentity? identity)
    {
        identity = null;
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await _thread.DisposeAsync().ConfigureAwait(false);
        await _descriptions.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<TopicView>> GetViewsAsync(TopicDescription topic, TimeSpan timeout)
    {
        int[] brokers = [.. (await GetBrokersAsync(timeout).ConfigureAwait(false)).Select(broker => broker.Id)];
        return await _thread.RunAsync(() => TopicViews.Read(_client, topic.Name, brokers, timeout)).ConfigureAwait(false);
    }

    // Any broker can answer these, but the client sends them to the one that it takes for the controller, and waits for it even if it is down.
    // Asking for the metadata, which any broker that is up answers, lets it choose anew.
    private Task<T> CallAnyAsync<T>(string what, TimeSpan timeout, Func<TimeSpan, Task<T>> call) =>
        GrowingPatience.AskAsync(patience => CallAsync(what, () => call(patience)), new Deadline(_time, timeout), _metadata.GetAsync);

    private async Task<T> CallAsync<T>(string what, Func<Task<T>> call)
    {
        try
        {
            var result = await call().ConfigureAwait(false);
            _errors.OnSuccess();
            return result;
        }
        catch (KafkaException e)
        {
            throw new KafkaFailureException(ToFailure(ErrorOf(e), what), e);
        }
    }

    private KafkaFailure ToFailure(Error error, string what)
    {
        var failure = _errors.ToFailure(error, what);

        // Brokers with ZooKeeper answer so while a deletion is under way.
        return failure.Code == FailureCode.TopicExists && error.Reason.Contains("marked for deletion", StringComparison.OrdinalIgnoreCase)
            ? new KafkaFailure(FailureCode.TopicBeingDeleted, failure.Detail)
            : failure;
    }

    // These exceptions' own error only says that there is one in the report.
    private static Error ErrorOf(KafkaException exception) => exception switch
    {
        CreateTopicsException e => e.Results.First(result => result.Error.IsError).Error,
        DeleteTopicsException e => e.Results.First(result => result.Error.IsError).Error,
        _ => exception.Error,
    };
}
