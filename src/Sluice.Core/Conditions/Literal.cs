// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>A value in a condition. Its text form is that of the language.</summary>
internal abstract record Literal
{
    /// <summary>Whether a record's value is this one.</summary>
    public abstract bool IsSame(Datum datum);

    /// <summary>Whether a record's value is less (negative), greater (positive) or the same; null if they cannot be compared.</summary>
    public virtual int? Compare(Datum datum) => null;
}
