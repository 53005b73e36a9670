// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Reading;

/// <summary>The consumer that a cursor reads with: of one partition at a time. Not thread-safe.</summary>
internal interface ICursorConsumer : IDisposable
{
    /// <summary>Whether the next record is at hand, so that <see cref="Consume"/> neither waits nor asks anybody.</summary>
    bool HasNext { get; }

    /// <summary>Goes to a place in any partition. What was fetched of another is gone.</summary>
    /// <exception cref="KafkaException">It cannot.</exception>
    void Assign(TopicPartitionOffset place);

    /// <summary>Fetches no more.</summary>
    /// <exception cref="KafkaException">It cannot.</exception>
    void Unassign();

    /// <summary>The next that comes: a record, or that there is none yet; null if nothing came.</summary>
    /// <param name="wait">How long it may take; zero for what is there.</param>
    /// <param name="wanted">How many records the caller wants, with this one: so many are taken from the client library at once.</param>
    /// <exception cref="ConsumeException">What else came.</exception>
    /// <exception cref="KafkaException">The client is of no use any more.</exception>
    ConsumedItem? Consume(TimeSpan wait, int wanted);
}
