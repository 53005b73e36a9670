// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>How the members of a group come to their partitions (<c>group.protocol</c>).</summary>
public enum GroupProtocol
{
    /// <summary>The members agree among themselves, one of them leading (<c>classic</c>).</summary>
    Classic,

    /// <summary>The broker assigns (<c>consumer</c>, KIP-848); needs Kafka 4.0.</summary>
    Consumer,
}
