// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups.Administration;

/// <summary>How the number of a <see cref="ResetTarget"/> is to be taken.</summary>
public enum ResetTargetKind
{
    /// <summary>The first offset still there.</summary>
    Earliest,

    /// <summary>The end of what can be read.</summary>
    Latest,

    /// <summary>That offset.</summary>
    Offset,

    /// <summary>So many offsets on, or back if it is negative, from the committed one.</summary>
    Shift,

    /// <summary>The first record at or after that time, in milliseconds since the Unix epoch.</summary>
    Time,
}
