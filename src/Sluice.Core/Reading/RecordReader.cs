// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Reading;

/// <summary>Reads records by topic, partition and offset, without a consumer group and without state a client must keep. Thread-safe.</summary>
public sealed class RecordReader
{
    /// <summary>
    /// Returns what is there from that position: up to the request's bounds, at least one record if there is one, however large;
    /// transaction markers, aborted records and compacted gaps are passed over. An empty answer means the readable end.
    /// </summary>
    /// <param name="request">What to read.</param>
    /// <param name="timeout">The answer is given after this time and <see cref="ReadRequest.Wait"/> at the latest.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="Errors.KafkaFailureException">No such topic or partition, an offset out of range (with the range), or Kafka cannot be asked.</exception>
    public Task<ReadResult> ReadAsync(ReadRequest request, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
