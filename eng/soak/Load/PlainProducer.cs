// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Soak.Load;

/// <summary>Writes past the gateway: what Kafka itself cannot do yet, the gateway need not.</summary>
internal static class PlainProducer
{
    /// <summary>The value that it writes.</summary>
    public const string Value = "plain";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    /// <summary>Waits until Kafka takes a record for each partition.</summary>
    public static async Task WaitUntilServedAsync(string bootstrapServers, string topic, int partitions, CancellationToken cancellationToken)
    {
        var config = new ProducerConfig { BootstrapServers = bootstrapServers, Acks = Acks.All, MessageTimeoutMs = 5000, LingerMs = 0 };
        using var producer = new ProducerBuilder<Null, string>(config).SetLogHandler((_, _) => { }).Build();
        var served = await Waiting.UntilAsync(
            async () => (await Task.WhenAll(Enumerable.Range(0, partitions).Select(TryWriteAsync))).All(written => written), Deadline, cancellationToken);
        if (served is null)
        {
            throw new InvalidOperationException($"Kafka itself did not serve \"{topic}\" again in {Deadline.TotalSeconds:0} s: nothing is known of the gateway.");
        }

        async Task<bool> TryWriteAsync(int partition)
        {
            try
            {
                await producer.ProduceAsync(new TopicPartition(topic, partition), new Message<Null, string> { Value = Value }, cancellationToken);
                return true;
            }
            catch (ProduceException<Null, string>)
            {
                return false;
            }
        }
    }
}
