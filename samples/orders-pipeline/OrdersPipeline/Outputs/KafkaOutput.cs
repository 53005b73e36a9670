// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Confluent.Kafka;
using OrdersPipeline.Handlers;

namespace OrdersPipeline.Outputs;

/// <summary>Writes to topics: each record once for each time it is sent, in order, on every replica in sync.</summary>
internal sealed class KafkaOutput : IOutput, IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> _producer;

    public KafkaOutput(ClientConfig kafka)
    {
        var config = new ProducerConfig(new Dictionary<string, string>(kafka))
        {
            Acks = Acks.All,
            EnableIdempotence = true,
            // As Java's clients choose partitions, so that a key is on the same one in every topic of the chain.
            Partitioner = Partitioner.Murmur2Random,
            LingerMs = 0,
            MessageTimeoutMs = 10_000,
        };
        _producer = new ProducerBuilder<byte[]?, byte[]?>(config)
            .SetErrorHandler((_, error) => Console.Error.WriteLine($"Kafka: {error.Reason}"))
            .SetLogHandler((_, _) => { })
            .Build();
    }

    public Task WriteAsync(InputRecord source, IReadOnlyList<Output> outputs, CancellationToken cancellationToken) =>
        Task.WhenAll(outputs.Select(output => SendAsync(output.Target, output.Partition, MessageOf(output), cancellationToken)));

    public async Task SendAsync(string topic, Partition partition, Message<byte[]?, byte[]?> message, CancellationToken cancellationToken)
    {
        try
        {
            await _producer.ProduceAsync(new TopicPartition(topic, partition), message, cancellationToken);
        }
        catch (ProduceException<byte[]?, byte[]?> refused) when (refused.Error.Code is ErrorCode.MsgSizeTooLarge or ErrorCode.InvalidRecord)
        {
            throw new InvalidRecordException($"{topic} refuses it: {refused.Error.Reason}");
        }
        catch (ProduceException<byte[]?, byte[]?> trouble) when (!trouble.Error.IsFatal)
        {
            throw new OutputUnavailableException($"{topic}: {trouble.Error.Reason}", trouble);
        }
    }

    public void Dispose() => _producer.Dispose();

    private static Message<byte[]?, byte[]?> MessageOf(Output output)
    {
        var headers = new Headers();
        foreach (var (name, value) in output.Headers)
        {
            headers.Add(name, value);
        }

        var content = output.Value is null ? null : Encoding.UTF8.GetBytes(output.Value.ToJsonString());
        return new Message<byte[]?, byte[]?> { Key = output.Key, Value = content, Headers = headers };
    }
}
