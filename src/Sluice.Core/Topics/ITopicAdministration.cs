// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>
/// What a real cluster and an embedded one do differently. Each call is one request that answers within its timeout;
/// its failure is a <see cref="Errors.KafkaFailureException"/>. Names are valid topic names. None creates a topic but <see cref="CreateAsync"/>.
/// </summary>
internal interface ITopicAdministration : IAsyncDisposable
{
    /// <summary>The brokers that are up, by id.</summary>
    Task<IReadOnlyList<BrokerDescription>> GetBrokersAsync(TimeSpan timeout);

    /// <summary>The names of all topics in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListAsync(TimeSpan timeout);

    /// <summary>The topic as the brokers know it.</summary>
    Task<TopicDescription> DescribeAsync(string topic, TimeSpan timeout);

    /// <summary>Has the topic created; its partitions may be without leaders yet.</summary>
    Task CreateAsync(NewTopic topic, TimeSpan timeout);

    /// <summary>Has the topic deleted; brokers may still know it for a while.</summary>
    Task DeleteAsync(string topic, TimeSpan timeout);

    /// <summary>Whether every broker that answers knows the topic by this id.</summary>
    Task<bool> IsKnownToAllAsync(TopicDescription topic, TimeSpan timeout);

    /// <summary>Whether no broker that answers knows the topic by this id.</summary>
    Task<bool> IsKnownToNoneAsync(TopicDescription topic, TimeSpan timeout);

    /// <summary>True if the answer, which may be that there is no such topic, is known without a request and exact.</summary>
    bool TryIdentify(string topic, out TopicIdentity? identity);

    /// <summary>Whether offsets can be looked up by time.</summary>
    bool SupportsTimes { get; }
}
