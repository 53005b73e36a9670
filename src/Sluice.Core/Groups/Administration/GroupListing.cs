// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>A group in the list of all groups.</summary>
/// <param name="Group">The group's id.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Type">How it shares its partitions out.</param>
public sealed record GroupListing(string Group, GroupState State, GroupType Type);
