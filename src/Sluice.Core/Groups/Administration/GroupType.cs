// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>By which protocol a group shares its partitions out (<c>group.protocol</c>).</summary>
public enum GroupType
{
    /// <summary>The broker does not say, or it is no group of consumers.</summary>
    Unknown,

    /// <summary>One of the members assigns the partitions.</summary>
    Classic,

    /// <summary>The broker assigns them (KIP-848).</summary>
    Consumer,
}
