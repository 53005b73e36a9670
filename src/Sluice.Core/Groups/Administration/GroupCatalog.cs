// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Topics;

namespace Sluice.Core.Groups.Administration;

/// <summary>
/// What consumer groups exist, their members, what they have committed and how far they are behind; resetting and deleting them.
/// Nothing here joins a group. Every timeout is the time, above zero, after which the call has answered or failed; while Kafka cannot be
/// reached, it tries again until then. An embedded cluster can tell the lag alone: all else is <see cref="FailureCode.NotSupported"/> there.
/// Thread-safe.
/// </summary>
public sealed class GroupCatalog : IAsyncDisposable
{
    private readonly GroupClient _client;
    private readonly CommittedOffsets _committed;
    private readonly ResetPlanner _planner;
    private readonly LagReader _lags;
    private readonly TopicCatalog _topics;
    private readonly bool _readCommitted;
    private readonly bool _isEmbedded;
    private readonly TimeProvider _time;

    internal GroupCatalog(KafkaClientFactory clients, TopicCatalog topics, bool readCommitted, bool isEmbedded, TimeProvider time)
    {
        _client = new GroupClient(clients, topics, time);
        _committed = new CommittedOffsets(_client);
        _planner = new ResetPlanner(_client, topics, readCommitted);
        _topics = topics;
        _lags = new LagReader(_client, _committed, topics, readCommitted, isEmbedded);
        _readCommitted = readCommitted;
        _isEmbedded = isEmbedded;
        _time = time;
    }

    /// <summary>All groups in ordinal order, those without members among them.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.NotSupported"/> on an embedded cluster, or Kafka cannot be asked, or not all of its brokers can.
    /// </exception>
    public async Task<IReadOnlyList<GroupListing>> ListAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        RequireReal("list groups");
        var answer = await _client.AskAsync(
            "Listing the groups",
            (admin, patience) => admin.ListConsumerGroupsAsync(new ListConsumerGroupsOptions { RequestTimeout = patience }),
            new Deadline(_time, timeout),
            cancellationToken).ConfigureAwait(false);
        return [.. answer.Valid
            .Select(group => new GroupListing(group.GroupId, GroupTerms.Of(group.State), GroupTerms.Of(group.Type)))
            .OrderBy(group => group.Group, StringComparer.Ordinal)];
    }

    /// <summary>The group with its members and what they have.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.GroupNotFound"/>, <see cref="FailureCode.NotSupported"/> on an embedded cluster, or Kafka cannot be asked.
    /// </exception>
    public Task<GroupDescription> DescribeAsync(string group, TimeSpan timeout, CancellationToken cancellationToken)
    {
        RequireName(group);
        RequireReal("describe groups");
        return DescribeAsync(group, new Deadline(_time, timeout), cancellationToken);
    }

    /// <summary>How far the group is behind, on each partition that it has committed or that one of its members has.</summary>
    /// <param name="group">The group's id.</param>
    /// <param name="topics">These topics alone, with all of their partitions; null for all that the group has to do with.</param>
    /// <param name="timeout">The time after which the call has answered or failed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.GroupNotFound"/>, <see cref="FailureCode.TopicNotFound"/> for one of <paramref name="topics"/>, or Kafka
    /// cannot be asked.
    /// </exception>
    public async Task<GroupLag> GetLagAsync(
        string group, IReadOnlyCollection<string>? topics, TimeSpan timeout, CancellationToken cancellationToken)
    {
        RequireName(group);
        var deadline = new Deadline(_time, timeout);
        var members = _isEmbedded ? [] : (await DescribeAsync(group, deadline, cancellationToken).ConfigureAwait(false)).Members;
        var lags = await _lags.ReadAsync(group, topics, members, deadline, cancellationToken).ConfigureAwait(false);
        return lags.Count == 0 && _isEmbedded
            ? throw new KafkaFailureException(FailureCode.GroupNotFound, $"There is no group \"{group}\", or it has committed nothing.")
            : new GroupLag(group, _readCommitted, lags);
    }

    /// <summary>
    /// The offsets that the group has committed on these partitions, each being that of the next record to read. What it has not committed is
    /// left out; a group that does not exist has committed nothing.
    /// </summary>
    /// <param name="group">The group's id.</param>
    /// <param name="partitions">The partitions.</param>
    /// <param name="timeout">The time after which the call has answered or failed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KafkaFailureException">Kafka cannot be asked, or this login may not ask for the group.</exception>
    public async Task<IReadOnlyDictionary<GroupPartition, long>> GetCommittedAsync(
        string group, IReadOnlyCollection<GroupPartition> partitions, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(partitions);
        RequireName(group);
        return await _committed.ReadAsync(group, partitions, new Deadline(_time, timeout), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What a reset would do; nothing is changed. The group need not exist yet.</summary>
    /// <param name="group">The group's id.</param>
    /// <param name="scopes">What is reset: at least one topic, none twice.</param>
    /// <param name="target">Where the group is to go on.</param>
    /// <param name="timeout">The time after which the call has answered or failed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KafkaFailureException">
    /// No such topic, no such partition, <see cref="FailureCode.OffsetOutOfRange"/> for a shift of what was never committed,
    /// <see cref="FailureCode.NotSupported"/> on an embedded cluster, or Kafka cannot be asked.
    /// </exception>
    public async Task<OffsetResetPlan> PlanResetAsync(
        string group, IReadOnlyCollection<ResetScope> scopes, ResetTarget target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentOutOfRangeException.ThrowIfZero(scopes.Count, nameof(scopes));
        RequireName(group);
        RequireReal("reset groups");
        var deadline = new Deadline(_time, timeout);
        var described = await Task.WhenAll(
            scopes.Select(scope => _topics.DescribeAsync(scope.Topic, deadline.Remaining, cancellationToken))).ConfigureAwait(false);
        var committed = await _committed.ReadAsync(group, partitions: null, deadline, cancellationToken).ConfigureAwait(false);
        var plans = await Task.WhenAll(
            scopes.Zip(described, (scope, topic) => _planner.PlanAsync(group, scope, topic, target, committed, deadline, cancellationToken)))
            .ConfigureAwait(false);
        return new OffsetResetPlan(
            group, [.. plans.SelectMany(plan => plan).OrderBy(reset => reset.Topic, StringComparer.Ordinal).ThenBy(reset => reset.Partition)]);
    }

    /// <summary>Commits what the plan says, in the place of the group's members, of which there must be none.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.GroupNotEmpty"/>: the group has members, which would go on as before and commit over it;
    /// <see cref="FailureCode.NotSupported"/> on an embedded cluster, or Kafka cannot be asked: some partitions may then be reset all the same.
    /// </exception>
    public async Task ResetAsync(OffsetResetPlan plan, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        RequireReal("reset groups");
        var deadline = new Deadline(_time, timeout);
        if (await CountMembersAsync(plan.Group, deadline, cancellationToken).ConfigureAwait(false) is > 0 and var members)
        {
            throw NotEmpty($"Group \"{plan.Group}\" has {members} member(s)");
        }

        try
        {
            await _committed.WriteAsync(plan.Group, plan.Partitions, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaFailureException e) when (e.InnerException is KafkaException inner && GroupErrors.Of(inner).Code == ErrorCode.UnknownMemberId)
        {
            // So a broker answers who commits without being a member of a group that has some.
            throw NotEmpty($"Group \"{plan.Group}\" has got members", e);
        }
    }

    /// <summary>Deletes the group with all that it has committed.</summary>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.GroupNotFound"/>, <see cref="FailureCode.GroupNotEmpty"/>, <see cref="FailureCode.NotSupported"/> on an embedded
    /// cluster, or Kafka cannot be asked; after a <see cref="FailureCode.KafkaTimeout"/> it may be gone all the same.
    /// </exception>
    public async Task DeleteAsync(string group, TimeSpan timeout, CancellationToken cancellationToken)
    {
        RequireName(group);
        RequireReal("delete groups");
        var deadline = new Deadline(_time, timeout);
        var members = (await DescribeAsync(group, deadline, cancellationToken).ConfigureAwait(false)).Members.Count;
        if (members > 0)
        {
            throw NotEmpty($"Group \"{group}\" has {members} member(s)");
        }

        await _client.OnceAsync(
            $"Deleting group \"{group}\"",
            async (admin, patience) =>
            {
                await admin.DeleteGroupsAsync([group], new DeleteGroupsOptions { RequestTimeout = patience }).ConfigureAwait(false);
                return true;
            },
            deadline,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the client, after a request under way has been answered or has failed (4 s at most).</summary>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static void RequireName(string group)
    {
        if (string.IsNullOrEmpty(group))
        {
            throw new KafkaFailureException(FailureCode.GroupNotFound, "A group's id is not empty.");
        }
    }

    private static KafkaFailureException NotEmpty(string what, Exception? inner = null) =>
        new(FailureCode.GroupNotEmpty, $"{what}: stop them first, and wait until their sessions have ended.", inner);

    private void RequireReal(string what)
    {
        if (_isEmbedded)
        {
            throw new KafkaFailureException(
                FailureCode.NotSupported, $"An embedded cluster cannot {what}: it tells a group's lag alone. Use a real Kafka.");
        }
    }

    private async Task<int> CountMembersAsync(string group, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return (await DescribeAsync(group, deadline, cancellationToken).ConfigureAwait(false)).Members.Count;
        }
        catch (KafkaFailureException e) when (e.Failure.Code == FailureCode.GroupNotFound)
        {
            return 0;
        }
    }

    private async Task<GroupDescription> DescribeAsync(string group, Deadline deadline, CancellationToken cancellationToken)
    {
        var answer = await _client.AskAsync(
            $"Describing group \"{group}\"",
            (admin, patience) => admin.DescribeConsumerGroupsAsync([group], new DescribeConsumerGroupsOptions { RequestTimeout = patience }),
            deadline,
            cancellationToken).ConfigureAwait(false);
        var described = GroupTerms.Of(answer.ConsumerGroupDescriptions.Single());

        // Brokers that do not say that there is no such group call it dead.
        return described.State == GroupState.Dead
            ? throw new KafkaFailureException(FailureCode.GroupNotFound, $"There is no group \"{group}\".")
            : described;
    }
}
