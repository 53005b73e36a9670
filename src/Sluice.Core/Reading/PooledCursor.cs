// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Reading;

/// <summary>A cursor of the pool.</summary>
/// <param name="cursor">The cursor.</param>
/// <param name="forFew">Whether it fetches little, for reads of few records.</param>
internal sealed class PooledCursor(Cursor cursor, bool forFew)
{
    public Cursor Cursor { get; } = cursor;

    public bool ForFew { get; } = forFew;

    /// <summary>When it came back from its last read.</summary>
    public long IdleSince { get; set; }
}
