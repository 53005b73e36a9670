// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Confluent.Kafka;
using Sluice.Core.Connections;

namespace Sluice.Core.Writing;

/// <summary>Makes the producers, which differ only in how large their batches are.</summary>
internal sealed class ProducerFactory(KafkaClientFactory clients, KafkaClusterOptions options, bool isEmbedded)
{
    /// <summary>The embedded cluster acknowledges larger records and drops them at once.</summary>
    private const int EmbeddedRecordBytes = 1_000_000;

    // A broker that says nothing for that long is taken for lost; its records are sent again, as the same ones.
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(7);

    public int MaxRecordBytes { get; } = isEmbedded ? Math.Min(options.MaxRecordBytes, EmbeddedRecordBytes) : options.MaxRecordBytes;

    /// <summary>A producer whose batches of several records have at most so many bytes; with zero, every record is a batch.</summary>
    public ProducerClient Create(int batchBytes, Action<ProducerClient, Error> onFatal)
    {
        var defaults = new Dictionary<string, string>
        {
            ["socket.timeout.ms"] = Text((int)RequestTimeout.TotalMilliseconds),
            ["reconnect.backoff.max.ms"] = "1000",
        };
        var required = new Dictionary<string, string>
        {
            ["enable.idempotence"] = "true",
            ["acks"] = "all",
            ["max.in.flight"] = "5",
            ["partitioner"] = "murmur2_random",
            ["allow.auto.create.topics"] = "false",
            ["linger.ms"] = options.Linger.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            ["message.max.bytes"] = Text(MaxRecordBytes),
            ["message.timeout.ms"] = Text((int)options.DeliveryTimeout.TotalMilliseconds),

            // Fewer retries than a caller has time for: "not enough replicas" is then told as such, not as a timeout.
            ["retries"] = "8",
            ["retry.backoff.ms"] = "100",
            ["retry.backoff.max.ms"] = "1000",

            // How long a broker may deny a topic that another one knows.
            ["topic.metadata.propagation.max.ms"] = "3000",

            // The write queue is the bound, which makes callers wait in line; the client's own would only fail them.
            ["queue.buffering.max.messages"] = "0",
            ["queue.buffering.max.kbytes"] = Text(int.MaxValue),
        };
        if (batchBytes > 0)
        {
            required["batch.size"] = Text(batchBytes);
        }
        else
        {
            required["batch.num.messages"] = "1";
        }

        return new ProducerClient(onError => clients.CreateProducer(defaults, required, onError), onFatal);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
