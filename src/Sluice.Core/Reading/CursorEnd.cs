// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Reading;

/// <summary>How a cursor's read ended.</summary>
internal enum CursorEnd
{
    /// <summary>A bound of the request was reached: more may be there.</summary>
    Full,

    /// <summary>The target was reached and nothing more has arrived.</summary>
    Reached,

    /// <summary>Nothing came for a while although the target was not reached.</summary>
    Stalled,

    /// <summary>The broker says that the offset is out of range.</summary>
    OutOfRange,

    /// <summary>The broker refused.</summary>
    Failed,
}
