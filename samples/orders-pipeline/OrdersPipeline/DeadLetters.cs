// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Confluent.Kafka;
using OrdersPipeline.Outputs;

namespace OrdersPipeline;

/// <summary>Where records go that no retry can help: as they came, with why and from where.</summary>
internal sealed class DeadLetters(KafkaOutput kafka)
{
    public Task WriteAsync(InputRecord record, string error, CancellationToken cancellationToken)
    {
        Console.Error.WriteLine($"{record.TopicPartitionOffset} to {Topology.DeadLetters}: {error}");
        var headers = new Headers();
        foreach (var header in record.Message.Headers)
        {
            headers.Add(header.Key, header.GetValueBytes());
        }

        headers.Add("error", Encoding.UTF8.GetBytes(error));
        headers.Add("source-topic", Encoding.UTF8.GetBytes(record.Topic));
        headers.Add("source-partition", Text(record.Partition.Value));
        headers.Add("source-offset", Text(record.Offset.Value));
        var message = new Message<byte[]?, byte[]?> { Key = record.Message.Key, Value = record.Message.Value, Headers = headers };
        return kafka.SendAsync(Topology.DeadLetters, Partition.Any, message, cancellationToken);
    }

    private static byte[] Text(long number) => Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
