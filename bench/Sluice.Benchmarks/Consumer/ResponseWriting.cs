// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Sluice.Core.Records;
using Sluice.Gateway.Features.Consumer;

namespace Sluice.Benchmarks.Consumer;

/// <summary>1,000 records to the JSON of a read's answer; the baseline copies their bytes without looking at them.</summary>
[MemoryDiagnoser]
public class ResponseWriting
{
    private const int Records = 1000;
    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private StoredRecord[] _records = [];

    [GlobalSetup]
    public void Setup() => _records = [.. Enumerable.Range(0, Records).Select(i => new StoredRecord
    {
        Partition = 0,
        Offset = i,
        Key = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"customer-{i % 50}")),
        Value = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $$"""{"order":{{i}},"amount":12.50,"currency":"EUR","lines":[1,2,3]}""")),
        Timestamp = 1_700_000_000_000,
        TimestampType = RecordTimestampType.CreateTime,
    })];

    [Benchmark(Baseline = true)]
    public int CopyOnly()
    {
        _output.ResetWrittenCount();
        foreach (var record in _records)
        {
            _output.Write(record.Key);
            _output.Write(record.Value);
        }

        return _output.WrittenCount;
    }

    [Benchmark]
    public int AsText() => Write(ConsumeFormat.Text);

    [Benchmark]
    public int AsJson() => Write(ConsumeFormat.Json);

    private int Write(ConsumeFormat format)
    {
        _output.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_output, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartArray();
        foreach (var record in _records)
        {
            RecordJsonWriter.Write(json, record, format);
        }

        json.WriteEndArray();
        json.Flush();
        return _output.WrittenCount;
    }
}
