// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>Where a group is to go on. What lies outside of what a partition has is moved to its nearer end.</summary>
public readonly record struct ResetTarget
{
    private ResetTarget(ResetTargetKind kind, long number)
    {
        Kind = kind;
        Number = number;
    }

    /// <summary>The first offset still there.</summary>
    public static ResetTarget Earliest { get; } = new(ResetTargetKind.Earliest, 0);

    /// <summary>The end of what can be read.</summary>
    public static ResetTarget Latest { get; } = new(ResetTargetKind.Latest, 0);

    /// <summary>How <see cref="Number"/> is to be taken.</summary>
    public ResetTargetKind Kind { get; }

    /// <summary>The offset, the shift, or milliseconds since the Unix epoch.</summary>
    public long Number { get; }

    /// <summary>That offset.</summary>
    public static ResetTarget Offset(long offset) => new(ResetTargetKind.Offset, offset);

    /// <summary>So many offsets on, or back if it is negative, from the committed one.</summary>
    public static ResetTarget Shift(long by) => new(ResetTargetKind.Shift, by);

    /// <summary>The first record at or after that time (ms since the Unix epoch); the end if nothing is newer.</summary>
    public static ResetTarget Time(long timestamp) => new(ResetTargetKind.Time, timestamp);
}
