// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Groups;

/// <summary>Where a partition begins for which the group has no committed offset, or one that is out of range (<c>auto.offset.reset</c>).</summary>
public enum OffsetReset
{
    /// <summary>At the earliest record.</summary>
    Earliest,

    /// <summary>At the end: only what is written from now on.</summary>
    Latest,

    /// <summary>Not at all: reading ends with <see cref="Errors.FailureCode.OffsetOutOfRange"/>.</summary>
    None,
}
