// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>What a cursor brought.</summary>
/// <param name="End">How the read ended.</param>
/// <param name="Records">The records, by offset.</param>
/// <param name="Next">The offset after all that was read or passed over.</param>
/// <param name="Failure">Why, if it is known, with <see cref="CursorEnd.Failed"/>, <see cref="CursorEnd.Stalled"/> and <see cref="CursorEnd.OutOfRange"/>.</param>
internal sealed record CursorOutcome(CursorEnd End, IReadOnlyList<StoredRecord> Records, long Next, KafkaFailure? Failure = null)
{
    /// <summary>Whether the records may have been fetched before they were asked for, so that some may have been deleted since.</summary>
    public bool MayBeOld { get; init; }

    /// <summary>Whether it ended where it did for want of room, which another reader may have.</summary>
    public bool IsCut { get; init; }

    /// <summary>As much of what was read for several as one of them has room for; failed if that is not even the first record.</summary>
    public CursorOutcome Keep(Func<StoredRecord, bool> keeps)
    {
        for (var i = 0; i < Records.Count; i++)
        {
            var record = Records[i];
            if (!keeps(record))
            {
                return i > 0
                    ? this with { End = CursorEnd.Full, Records = [.. Records.Take(i)], Next = record.Offset }
                    : new CursorOutcome(CursorEnd.Failed, [], record.Offset, ReadFailures.NoRoomFor(record));
            }
        }

        return this;
    }
}
