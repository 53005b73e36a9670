// SPDX-License-Identifier: Apache-2.0

using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using Sluice.Core.Reading;

namespace Sluice.Benchmarks.Reading;

/// <summary>
/// One record of 100 B from a cursor that stands before it, on the embedded cluster: finding the cursor, the record, and looking whether the
/// topic is still the same. The baseline takes a record from a consumer of Confluent.Kafka.
/// </summary>
[MemoryDiagnoser]
#pragma warning disable CA1001 // Disposed of by the global clean-up.
public class CursorLookup
#pragma warning restore CA1001
{
    private const int Records = 10_000;
    private const int RecordBytes = 100;
    private EmbeddedKafka? _cluster;
    private IConsumer<byte[], byte[]>? _consumer;
    private long _next;
    private long _nativeNext;

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _cluster = await EmbeddedKafka.StartAsync();
        await _cluster.FillAsync(Records, RecordBytes);
        _consumer = _cluster.CreateConsumer();
        _consumer.Assign(new TopicPartitionOffset(EmbeddedKafka.Topic, 0, 0));
    }

    [Benchmark(Baseline = true)]
    public long Native()
    {
        if (++_nativeNext > Records)
        {
            _nativeNext = 1;
            _consumer!.Assign(new TopicPartitionOffset(EmbeddedKafka.Topic, 0, 0));
        }

        return _consumer!.Consume(EmbeddedKafka.Patience).Offset.Value;
    }

    [Benchmark]
    public async Task<long> RecordReaderAsync()
    {
        var result = await _cluster!.Kafka.Reader.ReadAsync(
            new ReadRequest(EmbeddedKafka.Topic, 0, ReadPosition.Offset(_next)), EmbeddedKafka.Patience, CancellationToken.None);
        _next = result.NextOffset == Records ? 0 : result.NextOffset;
        return _next;
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        _consumer!.Dispose();
        await _cluster!.DisposeAsync();
    }
}
