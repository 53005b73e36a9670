// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Json;
using Sluice.Core.Records;
using Sluice.Gateway.Features.Producer;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Features.Producer;

/// <summary>Bodies that are there as a whole, in pieces that end anywhere: within a record, between two, within a character.</summary>
public sealed class ProduceRequestParserTests
{
    private const string Body =
        """
         {"records" : [{"value":"plain"}, {"key":"ü€😀","value":{"a":[1, {"b":"\"\\u00fc"}]},"partition":3},
        {"headers":[{"key":"h","value":"\n"}],"value": -1.50 },{"timestamp":1700000000000,"value":null} ] }
        """;

    [Fact]
    public void Records_ShouldBeTheSame_WhereverAPieceEnds()
    {
        var bytes = Encoding.UTF8.GetBytes(Body);
        var whole = Described(Parse(new(bytes)));
        whole.Count.ShouldBe(4);
        whole[1].ShouldBe("""ü€😀|{"a":[1, {"b":"\"\\u00fc"}]}|3||""");

        for (var size = 1; size < bytes.Length; size++)
        {
            Described(Parse(Pieces.Sequence(bytes, size))).ShouldBe(whole, $"pieces of {size} bytes");
        }
    }

    [Theory]
    [InlineData("""{"records":[{"value":"one"},{"value":"two","other":1},{"value":3,"partition":-1}]}""")]
    [InlineData("""{"records":[{"value":"one"},{"value":tru}]}""")]
    [InlineData("""{"records":[{"value":"one"},{"value":"two"}]}}""")]
    [InlineData("""{"records":[{"value":"one"},{"value":"two"]}""")]
    [InlineData("""{"records":[{"value":"one"},{"value":"tw""")]
    public void Fault_ShouldBeTheSame_WhereverAPieceEnds(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var whole = FaultOf(new(bytes));

        for (var size = 1; size < bytes.Length; size++)
        {
            FaultOf(Pieces.Sequence(bytes, size)).ShouldBe(whole, $"pieces of {size} bytes");
        }
    }

    private static PooledList<NewRecord> Parse(ReadOnlySequence<byte> body)
    {
        var parser = new ProduceRequestParser(isBinary: false, new RequestUsage(MemoryBudget.Unbounded()));
        parser.Parse(body, isFinal: true);
        return parser.Finish();
    }

    private static string FaultOf(ReadOnlySequence<byte> body)
    {
        try
        {
            Parse(body);
        }
        catch (JsonException fault)
        {
            // What is wrong the reader words in two ways, and where it is in one.
            return $"{fault.LineNumber}, {fault.BytePositionInLine}";
        }
        catch (ProblemException fault)
        {
            return JsonSerializer.Serialize(fault.Problem);
        }

        throw new InvalidOperationException("The body was taken.");
    }

    private static List<string> Described(PooledList<NewRecord> records) => [.. records.Select(record => string.Join(
        '|',
        Text(record.Key),
        Text(record.Value),
        record.Partition,
        record.Timestamp,
        string.Join(',', (record.Headers ?? []).Select(header => $"{header.Key}={Text(header.Value)}"))))];

    private static string Text(byte[]? bytes) => bytes is null ? "-" : Encoding.UTF8.GetString(bytes);
}
