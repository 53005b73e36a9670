// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;

namespace Sluice.Core.Writing;

/// <summary>Writes records through one shared idempotent producer with <c>acks=all</c>. Thread-safe.</summary>
public sealed class RecordWriter
{
    /// <summary>
    /// Writes the records and returns one result a record, in their order, when every one is acknowledged or failed.
    /// Records of one call to one partition keep their order. Nothing is written when the topic or a named partition does not exist.
    /// </summary>
    /// <param name="topic">An existing topic; never created by writing.</param>
    /// <param name="records">At least one record.</param>
    /// <param name="timeout">After this time the answer is given at the latest: records without acknowledgement are failed with <see cref="WriteResult.MayBeWritten"/>.</param>
    /// <param name="cancellationToken">Stops the waiting, not the writing of what is already handed over.</param>
    /// <exception cref="Errors.KafkaFailureException">Nothing was written: no such topic or partition, or Kafka cannot be asked.</exception>
    public Task<WriteResult[]> WriteAsync(
        string topic, IReadOnlyList<NewRecord> records, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
