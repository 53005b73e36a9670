// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Confluent.Kafka;
using Sluice.Core.Connections;

namespace Sluice.Core.Writing;

/// <summary>The properties a producer is made with.</summary>
internal static class ProducerSettings
{
    /// <summary>A batch of several records is never larger: the topic's default <c>max.message.bytes</c> (1,048,588) takes it.</summary>
    public const int BatchBytes = 1_000_000;

    /// <summary>The embedded cluster acknowledges larger records and drops them at once.</summary>
    private const int EmbeddedRecordBytes = 1_000_000;

    /// <summary>After this time the client itself says what became of a record; a caller's own timeout should be longer.</summary>
    public static readonly TimeSpan MessageTimeout = TimeSpan.FromSeconds(7);

    public static int MaxRecordBytes(KafkaClusterOptions options, bool embedded) =>
        embedded ? Math.Min(options.MaxRecordBytes, EmbeddedRecordBytes) : options.MaxRecordBytes;

    public static ClientConfig Create(KafkaConnection connection, KafkaClusterOptions options, bool embedded, bool oneRecordABatch)
    {
        var defaults = new Dictionary<string, string>
        {
            ["batch.size"] = Text(BatchBytes),

            // Fewer retries than the time allows: "not enough replicas" is then told as such instead of as a timeout.
            ["retries"] = "8",
            ["retry.backoff.ms"] = "100",
            ["retry.backoff.max.ms"] = "1000",
            ["request.timeout.ms"] = "5000",
            ["reconnect.backoff.max.ms"] = "1000",

            // How long a broker may say "no such topic" of one that another broker knows.
            ["topic.metadata.propagation.max.ms"] = "3000",
        };
        var required = new Dictionary<string, string>
        {
            ["enable.idempotence"] = "true",
            ["acks"] = "all",
            ["max.in.flight"] = "5",
            ["partitioner"] = "murmur2_random",
            ["allow.auto.create.topics"] = "false",
            ["linger.ms"] = options.Linger.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
            ["message.timeout.ms"] = Text((int)MessageTimeout.TotalMilliseconds),
            ["message.max.bytes"] = Text(MaxRecordBytes(options, embedded)),

            // The queue's bound is ours, which makes callers wait in line; the client's own would only fail them.
            ["queue.buffering.max.messages"] = "0",
            ["queue.buffering.max.kbytes"] = Text(int.MaxValue),

            ["dotnet.producer.delivery.report.fields"] = "key,status",
        };
        if (oneRecordABatch)
        {
            required["batch.num.messages"] = "1";
        }

        return connection.CreateConfig(defaults, required);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
