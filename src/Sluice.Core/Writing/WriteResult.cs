// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Writing;

/// <summary>What became of one record.</summary>
public readonly record struct WriteResult
{
    /// <summary>The partition the record was written to; −1 if it was not.</summary>
    public int Partition { get; init; }

    /// <summary>The record's offset; −1 if it was not written, or if Kafka says only that it is already there.</summary>
    public long Offset { get; init; }

    /// <summary>Why the record was not acknowledged; null if it was, by all in-sync replicas.</summary>
    public KafkaFailure? Failure { get; init; }

    /// <summary>With a <see cref="Failure"/>: true if the record may be in the topic all the same, false if it certainly is not.</summary>
    public bool MayBeWritten { get; init; }
}
