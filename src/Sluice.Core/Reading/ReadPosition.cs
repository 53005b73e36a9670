// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Reading;

/// <summary>Where a read begins.</summary>
public readonly record struct ReadPosition
{
    private ReadPosition(ReadPositionKind kind, long number)
    {
        Kind = kind;
        Number = number;
    }

    /// <summary>The first offset still there.</summary>
    public static ReadPosition Earliest { get; } = new(ReadPositionKind.Earliest, 0);

    /// <summary>The readable end: only records written afterwards.</summary>
    public static ReadPosition Latest { get; } = new(ReadPositionKind.Latest, 0);

    /// <summary>How <see cref="Number"/> is to be taken.</summary>
    public ReadPositionKind Kind { get; }

    /// <summary>The offset, or milliseconds since the Unix epoch.</summary>
    public long Number { get; }

    /// <summary>That offset.</summary>
    public static ReadPosition Offset(long offset) => new(ReadPositionKind.Offset, offset);

    /// <summary>The first record at or after that time (ms since the Unix epoch); the readable end if nothing is newer.</summary>
    public static ReadPosition Time(long timestamp) => new(ReadPositionKind.Time, timestamp);
}
