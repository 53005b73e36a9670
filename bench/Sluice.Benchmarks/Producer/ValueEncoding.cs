// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Sluice.Gateway.Features.Producer;

namespace Sluice.Benchmarks.Producer;

/// <summary>One JSON value to the bytes that Kafka stores; the baseline copies the same bytes without looking at them.</summary>
[MemoryDiagnoser]
public class ValueEncoding
{
    private byte[] _json = [];

    public enum Kind
    {
        Text,
        EscapedText,
        Json,
        Binary,
    }

    [ParamsAllValues]
    public Kind Value { get; set; }

    [GlobalSetup]
    public void Setup() => _json = Encoding.UTF8.GetBytes(Value switch
    {
        Kind.Text => $"\"{new string('x', 200)}\"",
        Kind.EscapedText => string.Concat("\"", string.Concat(Enumerable.Repeat("line\\n\\u00e9\\t", 15)), "\""),
        Kind.Json => """{"order":1,"amount":12.50,"currency":"EUR","lines":[1,2,3],"customer":{"id":17,"name":"somebody"}}""",
        _ => $"\"{Convert.ToBase64String(new byte[150])}\"",
    });

    [Benchmark(Baseline = true)]
    public byte[] CopyOnly() => _json.AsSpan().ToArray();

    [Benchmark]
    public byte[]? Read()
    {
        var buffer = new ReadOnlySequence<byte>(_json);
        var reader = new Utf8JsonReader(buffer);
        _ = ValueParser.TryRead(ref reader, buffer, isBinary: Value == Kind.Binary, out var bytes, out _);
        return bytes;
    }
}
