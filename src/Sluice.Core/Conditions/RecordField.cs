// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Conditions;

/// <summary>The parts that every record has, named as in the language.</summary>
internal enum RecordField
{
    Key,
    Value,
    Offset,
    Partition,
    Timestamp,
}
