// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>A consumer that is in a group.</summary>
/// <param name="MemberId">The id that the member has in the group.</param>
/// <param name="InstanceId">Its <c>group.instance.id</c>, or null if it is no static member.</param>
/// <param name="ClientId">Its <c>client.id</c>.</param>
/// <param name="Host">From where it is connected, as the broker writes it (<c>/10.0.0.1</c>).</param>
/// <param name="Assignment">The partitions it has now, by topic and number.</param>
public sealed record GroupMember(
    string MemberId, string? InstanceId, string ClientId, string Host, IReadOnlyList<GroupPartition> Assignment);
