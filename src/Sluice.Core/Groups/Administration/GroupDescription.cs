// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Topics;

namespace Sluice.Core.Groups.Administration;

/// <summary>A group with its members.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Type">How it shares its partitions out.</param>
/// <param name="Assignor">The name of the assignment strategy; empty while there is none.</param>
/// <param name="Coordinator">The broker that leads the group.</param>
/// <param name="Members">The members, by client id, then member id.</param>
public sealed record GroupDescription(
    string Group,
    GroupState State,
    GroupType Type,
    string Assignor,
    BrokerDescription Coordinator,
    IReadOnlyList<GroupMember> Members);
