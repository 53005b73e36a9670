// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections;

/// <summary>The client properties that what Sluice promises stands on: they cannot be set, and here is why and what to do instead.</summary>
internal static class OwnedProperties
{
    private const string Servers = "use Kafka:BootstrapServers.";
    private const string Acks = "every record is acknowledged by all in-sync replicas.";
    private const string Idempotence = "the producer is idempotent, so that no record is doubled or overtaken.";
    private const string NoGroup = "records are read by offset, without a consumer group.";
    private const string NoCommit = "nothing is committed: the reader keeps its own offset.";
    private const string DeliveryTimeout = "use Kafka:DeliveryTimeout.";
    private const string Linger = "use Kafka:Linger.";
    private const string WriteQueue = "use Kafka:MaxWriteQueueBytes.";
    private const string Fetching = "readers set it so that the end of a partition is never waited for.";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["bootstrap.servers"] = Servers,
        ["metadata.broker.list"] = Servers,
        ["acks"] = Acks,
        ["request.required.acks"] = Acks,
        ["enable.idempotence"] = Idempotence,
        ["enable.gapless.guarantee"] = Idempotence,
        ["max.in.flight"] = Idempotence,
        ["max.in.flight.requests.per.connection"] = Idempotence,
        ["retries"] = Idempotence,
        ["message.send.max.retries"] = Idempotence,
        ["transactional.id"] = "Sluice writes without transactions.",
        ["partitioner"] = "keys are placed as Java producers place them (murmur2_random).",
        ["message.timeout.ms"] = DeliveryTimeout,
        ["delivery.timeout.ms"] = DeliveryTimeout,
        ["message.max.bytes"] = "use Kafka:MaxRecordBytes.",
        ["linger.ms"] = Linger,
        ["queue.buffering.max.ms"] = Linger,
        ["queue.buffering.max.kbytes"] = WriteQueue,
        ["queue.buffering.max.messages"] = WriteQueue,
        ["group.id"] = NoGroup,
        ["group.instance.id"] = NoGroup,
        ["group.protocol"] = NoGroup,
        ["enable.auto.commit"] = NoCommit,
        ["auto.commit.enable"] = NoCommit,
        ["enable.auto.offset.store"] = NoCommit,
        ["auto.offset.reset"] = "an offset that is out of range is an error, never moved silently.",
        ["enable.partition.eof"] = "readers need it to know the end of a partition.",
        ["isolation.level"] = "use Kafka:ReadCommitted.",
        ["allow.auto.create.topics"] = "topics are created by asking for it, never by reading.",
        ["fetch.wait.max.ms"] = Fetching,
        ["fetch.min.bytes"] = Fetching,
        ["fetch.queue.backoff.ms"] = Fetching,
        ["queued.min.messages"] = Fetching,
        ["enabled_events"] = "what the client tells is taken in one way.",
        ["statistics.interval.ms"] = "use Telemetry:StatisticsInterval.",
        ["test.mock.num.brokers"] = "leave Kafka:BootstrapServers empty for the embedded cluster.",
    };

    /// <summary>Why a property cannot be set, and what to do instead; null if it can.</summary>
    public static string? FindReason(string property) => Reasons.GetValueOrDefault(property);
}
