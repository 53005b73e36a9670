// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>A part of a record. Its text form is that of the language.</summary>
internal abstract record Operand
{
    /// <summary>The values that stand there: none if it is not there, several for headers of one name and for <c>[*]</c>.</summary>
    public abstract IEnumerable<Datum> Find(RecordView record);
}
