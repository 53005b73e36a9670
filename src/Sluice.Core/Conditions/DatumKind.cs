// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>What a value of a record is.</summary>
internal enum DatumKind
{
    /// <summary>The key or value that a record does not have.</summary>
    Absent,

    /// <summary>A header without a value, or JSON's null.</summary>
    Null,

    /// <summary>The bytes of a key, value or header: they have no type, so they are what they are compared with.</summary>
    Bytes,

    /// <summary>A string of JSON.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Milliseconds since the Unix epoch.</summary>
    Time,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>An object or an array.</summary>
    Structure,
}
