// SPDX-License-Identifier: Apache-2.0

using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using Sluice.Core.Reading;

namespace Sluice.Benchmarks.Reading;

/// <summary>1,000 records of 100 B from the embedded cluster, read on and on; the baseline takes as many from a consumer of Confluent.Kafka.</summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // Disposed of by the global clean-up.
public class BatchReading
#pragma warning restore CA1001
{
    public const int Records = 1000;
    public const int RecordBytes = 100;
    private const int Batches = 20;
    private EmbeddedKafka? _cluster;
    private IConsumer<byte[], byte[]>? _consumer;
    private long _next;
    private int _nativeBatches;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _cluster = await EmbeddedKafka.StartAsync();
        for (var batch = 0; batch < Batches; batch++)
        {
            await _cluster.FillAsync(Records, RecordBytes);
        }

        _consumer = _cluster.CreateConsumer();
    }

    [Benchmark(Baseline = true)]
    public long Native()
    {
        if (_nativeBatches++ % Batches == 0)
        {
            _consumer!.Assign(new TopicPartitionOffset(EmbeddedKafka.Topic, 0, 0));
        }

        var bytes = 0L;
        for (var record = 0; record < Records; record++)
        {
            bytes += _consumer!.Consume(EmbeddedKafka.Patience).Message.Value.Length;
        }

        return bytes;
    }

    [Benchmark]
    public async Task<int> RecordReaderAsync()
    {
        var request = new ReadRequest(EmbeddedKafka.Topic, 0, ReadPosition.Offset(_next)) { MaxRecords = Records };
        var result = await _cluster!.Kafka.Reader.ReadAsync(request, EmbeddedKafka.Patience, CancellationToken.None);
        _next = result.NextOffset % (Batches * Records);
        return result.Records.Count == Records ? Records : throw new InvalidOperationException($"{result.Records.Count} records, not {Records}.");
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        _consumer!.Dispose();
        await _cluster!.DisposeAsync();
    }
}
