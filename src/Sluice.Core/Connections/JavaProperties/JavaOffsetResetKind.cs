// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>The places where a group can begin.</summary>
public enum JavaOffsetResetKind
{
    /// <summary>The first record that is still there.</summary>
    Earliest,

    /// <summary>The next record to be written.</summary>
    Latest,

    /// <summary>Nowhere: it is an error.</summary>
    None,

    /// <summary>The first record that is younger than an age.</summary>
    ByDuration,
}
