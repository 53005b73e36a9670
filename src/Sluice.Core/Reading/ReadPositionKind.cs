// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Reading;

/// <summary>The kinds of <see cref="ReadPosition"/>.</summary>
public enum ReadPositionKind
{
    /// <summary>An offset.</summary>
    Offset,

    /// <summary>The first offset still there.</summary>
    Earliest,

    /// <summary>The readable end.</summary>
    Latest,

    /// <summary>A time.</summary>
    Time,
}
