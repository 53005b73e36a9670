// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core.Topics;

namespace Sluice.Core.Groups.Administration;

/// <summary>Translates the client's terms about groups into ours.</summary>
internal static class GroupTerms
{
    public static GroupState Of(ConsumerGroupState state) => state switch
    {
        ConsumerGroupState.Empty => GroupState.Empty,
        ConsumerGroupState.PreparingRebalance => GroupState.PreparingRebalance,
        ConsumerGroupState.CompletingRebalance => GroupState.CompletingRebalance,
        ConsumerGroupState.Stable => GroupState.Stable,
        ConsumerGroupState.Dead => GroupState.Dead,
        _ => GroupState.Unknown,
    };

    public static GroupType Of(ConsumerGroupType type) => type switch
    {
        ConsumerGroupType.Classic => GroupType.Classic,
        ConsumerGroupType.Consumer => GroupType.Consumer,
        _ => GroupType.Unknown,
    };

    public static GroupDescription Of(ConsumerGroupDescription group) => new(
        group.GroupId,
        Of(group.State),
        Of(group.GroupType),
        group.PartitionAssignor ?? "",
        new BrokerDescription(group.Coordinator.Id, group.Coordinator.Host, group.Coordinator.Port, group.Coordinator.Rack),
        [.. group.Members.Select(Of)
            .OrderBy(member => member.ClientId, StringComparer.Ordinal)
            .ThenBy(member => member.MemberId, StringComparer.Ordinal)]);

    private static GroupMember Of(MemberDescription member) => new(
        member.ConsumerId,
        string.IsNullOrEmpty(member.GroupInstanceId) ? null : member.GroupInstanceId,
        member.ClientId,
        member.Host,
        [.. (member.Assignment?.TopicPartitions ?? [])
            .Select(partition => new GroupPartition(partition.Topic, partition.Partition.Value))
            .OrderBy(partition => partition.Topic, StringComparer.Ordinal)
            .ThenBy(partition => partition.Partition)]);
}
