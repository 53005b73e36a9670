// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Soak.Load;

/// <summary>What the gateway said of a record.</summary>
internal enum Outcome
{
    /// <summary>It is written, at that place.</summary>
    Acknowledged,

    /// <summary>It is certainly not written.</summary>
    NotWritten,

    /// <summary>It may be written, or there was no answer.</summary>
    Unknown,
}
