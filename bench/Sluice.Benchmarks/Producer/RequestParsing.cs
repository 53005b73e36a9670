// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Sluice.Gateway.Features.Producer;
using Sluice.Gateway.Http.Memory;

namespace Sluice.Benchmarks.Producer;

/// <summary>A write request of 1,000 records of 100 B from its bytes to records; the baseline is the document model over the same bytes.</summary>
[MemoryDiagnoser]
public class RequestParsing
{
    private const int Records = 1000;
    private byte[] _body = [];

    [GlobalSetup]
    public void Setup()
    {
        var records = Enumerable.Range(0, Records).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$$"""{"value":{{{Value(i)}}}}"""));
        _body = Encoding.UTF8.GetBytes($$$"""{"records":[{{{string.Join(',', records)}}}]}""");
    }

    [Benchmark(Baseline = true)]
    public int JsonDocumentOnly()
    {
        using var document = JsonDocument.Parse(_body);
        return document.RootElement.GetProperty("records").GetArrayLength();
    }

    [Benchmark]
    public int ProduceRequest()
    {
        var parser = new ProduceRequestParser(isBinary: false, new RequestUsage(MemoryBudget.Unbounded()));
        parser.Parse(new ReadOnlySequence<byte>(_body), isFinal: true);
        var records = parser.Finish();
        var count = records.Count;
        records.GiveBack();
        return count;
    }

    private static string Value(int i) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"order":"{{{i:D6}}}","customer":"customer-{{{i % 50:D6}}}","amount":12.50,"currency":"EUR","lines":[1,2,3,4,50]}""");
}
