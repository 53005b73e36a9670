// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>What happened to a member of a group.</summary>
public enum GroupEventKind
{
    /// <summary>It got partitions: those that are new, each with the offset where it goes on if the group had one.</summary>
    Assigned,

    /// <summary>It gives partitions up in good order: what has passed is committed (<see cref="Committed"/> comes before), and with it the record
    /// that the reader has at hand if it passes within 1 s.</summary>
    Revoked,

    /// <summary>It lost partitions, for example because its session had expired: others may have them, so nothing is committed.</summary>
    Lost,

    /// <summary>Offsets were committed.</summary>
    Committed,

    /// <summary>Offsets could not be committed; the detail says why. It is tried again as long as the partitions are held.</summary>
    CommitFailed,

    /// <summary>The client reports a trouble that it goes on trying to overcome.</summary>
    Trouble,
}
