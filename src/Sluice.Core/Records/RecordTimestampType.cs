// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Records;

/// <summary>Who set a record's timestamp (<c>message.timestamp.type</c>).</summary>
public enum RecordTimestampType
{
    /// <summary>The record has no timestamp.</summary>
    NotAvailable,

    /// <summary>The producer.</summary>
    CreateTime,

    /// <summary>The broker, when it appended the record.</summary>
    LogAppendTime,
}
