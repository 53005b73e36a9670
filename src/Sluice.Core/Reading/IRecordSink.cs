// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;
using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>Takes what a <see cref="RecordFeed"/> reads. Called by the feed's own thread, one call at a time: it must return soon and not throw.</summary>
public interface IRecordSink
{
    /// <summary>The next record of its partition.</summary>
    void OnRecord(StoredRecord record);

    /// <summary>All that lies before <paramref name="offset"/> was handed over; transaction markers and aborted records are not.</summary>
    void OnEnd(int partition, long offset);

    /// <summary>Reading a partition, or all of them if none is named, met a trouble. If the failure is retryable the feed goes on by itself.</summary>
    void OnTrouble(int? partition, KafkaFailure failure);
}
