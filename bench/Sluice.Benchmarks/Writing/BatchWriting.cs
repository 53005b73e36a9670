// SPDX-License-Identifier: Apache-2.0

using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using Sluice.Core.Records;

namespace Sluice.Benchmarks.Writing;

/// <summary>1,000 records of 100 B written and acknowledged on the embedded cluster; the baseline is Confluent.Kafka with a handler for each.</summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // Disposed of by the global clean-up.
public class BatchWriting
#pragma warning restore CA1001
{
    public const int Records = 1000;
    public const int RecordBytes = 100;
    private readonly NewRecord[] _records = [.. Enumerable.Repeat(new NewRecord { Value = new byte[RecordBytes], Partition = 0 }, Records)];
    private EmbeddedKafka? _cluster;
    private IProducer<Null, byte[]>? _producer;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _cluster = await EmbeddedKafka.StartAsync();
        var config = new ProducerConfig
        {
            BootstrapServers = _cluster.BootstrapServers, Acks = Acks.All, EnableIdempotence = true, LingerMs = 0.3, BatchSize = 1_000_000,
            DeliveryReportFields = "key,status",
        };
        _producer = new ProducerBuilder<Null, byte[]>(config).Build();
    }

    [Benchmark(Baseline = true)]
    public async Task<int> NativeAsync()
    {
        var acknowledged = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var open = Records;
        var target = new TopicPartition(EmbeddedKafka.Topic, 0);
        void Handle(DeliveryReport<Null, byte[]> report)
        {
            if (Interlocked.Decrement(ref open) == 0)
            {
                acknowledged.SetResult((int)report.Error.Code);
            }
        }

        Action<DeliveryReport<Null, byte[]>> handler = Handle;
        var message = new Message<Null, byte[]>();
        foreach (var record in _records)
        {
            message.Value = record.Value!;
            _producer!.Produce(target, message, handler);
        }

        return await acknowledged.Task;
    }

    [Benchmark]
    public async Task<int> RecordWriterAsync() =>
        (await _cluster!.Kafka.Writer.WriteAsync(EmbeddedKafka.Topic, _records, EmbeddedKafka.Patience, CancellationToken.None))
            .Count(result => result.Failure is not null);

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        _producer!.Dispose();
        await _cluster!.DisposeAsync();
    }
}
