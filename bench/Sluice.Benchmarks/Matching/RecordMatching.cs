// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Sluice.Testing.Matching;

namespace Sluice.Benchmarks.Matching;

/// <summary>A pattern of the test kit held against a record that matches and one that does not; the baseline only reads the record's JSON.</summary>
[MemoryDiagnoser]
public class RecordMatching
{
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(
        """{"order":1017,"amount":12.50,"currency":"EUR","lines":[{"sku":"a","count":1},{"sku":"b","count":2}],"customer":{"id":17}}""");

    private readonly JsonNode _value = JsonNode.Parse(Bytes)!;
    private readonly Matcher _same = Matcher.Parse(JsonNode.Parse("""{"order":1017,"amount":{"$gt":10},"lines":{"$elemMatch":{"sku":"b"}}}"""));
    private readonly Matcher _other = Matcher.Parse(JsonNode.Parse("""{"order":1018,"customer":{"id":{"$in":[1,2,3]}}}"""));

    [Benchmark(Baseline = true)]
    public JsonNode? ParseOnly() => JsonNode.Parse(Bytes);

    [Benchmark]
    public bool Same() => _same.Matches(_value);

    [Benchmark]
    public bool Other() => _other.Matches(_value);

    [Benchmark]
    public int Explain() => _other.Compare(_value).Count;
}
