// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Unicode;
using Sluice.Core.Records;

namespace Sluice.Cli.Producing;

/// <summary>
/// A line is a record as the REST API writes and reads it: <c>value</c>, and where wanted <c>key</c>, <c>partition</c>,
/// <c>timestamp</c> and <c>headers</c>. What <c>consume --output json</c> prints comes back byte for byte.
/// </summary>
internal sealed class JsonLineParser : ILineParser
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 512 };
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public ParsedLine Parse(byte[] line)
    {
        var json = line.AsSpan();
        if (json.StartsWith(ByteOrderMark))
        {
            json = json[ByteOrderMark.Length..];
        }

        if (json.Trim(" \t"u8).IsEmpty)
        {
            return default;
        }

        if (!Utf8.IsValid(json))
        {
            return new(null, "it is not UTF-8");
        }

        try
        {
            return new(ParseRecord(json));
        }
        catch (FormatException fault)
        {
            return new(null, fault.Message);
        }
        catch (JsonException fault)
        {
            var reason = fault.Message.Split(" LineNumber:")[0].TrimEnd('.');
            return new(null, $"it is not JSON: {reason} (byte {fault.BytePositionInLine + 1})");
        }
    }

    private static NewRecord ParseRecord(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("a record is a JSON object such as {\"value\": ...}");
        }

        var key = default(JsonBytes);
        var value = default(JsonBytes);
        var record = default(NewRecord);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonBytes.ReadString(ref reader);
            if (!seen.Add(name))
            {
                throw new FormatException($"\"{name}\" stands in it twice");
            }

            reader.Read();
            switch (name)
            {
                case "value":
                    value = value with { Content = JsonBytes.ReadContent(ref reader, json) };
                    break;
                case "value_encoding":
                    value = value with { IsBase64 = JsonBytes.ReadEncoding(ref reader, name) };
                    break;
                case "key":
                    key = key with { Content = JsonBytes.ReadContent(ref reader, json) };
                    break;
                case "key_encoding":
                    key = key with { IsBase64 = JsonBytes.ReadEncoding(ref reader, name) };
                    break;
                case "partition":
                    record = record with { Partition = (int?)ReadNumber(ref reader, name, int.MaxValue) };
                    break;
                case "timestamp":
                    record = record with { Timestamp = ReadNumber(ref reader, name, long.MaxValue) };
                    break;
                case "headers":
                    record = record with { Headers = JsonHeaders.Read(ref reader, json) };
                    break;
                case "topic" or "offset" or "timestampType":
                    // Parts of a record that was read; they mean nothing for a new one.
                    reader.Skip();
                    break;
                default:
                    throw new FormatException($"\"{name}\" is no part of a record (key, value, partition, timestamp, headers)");
            }
        }

        // Reads to the end, so that anything after the object is found.
        reader.Read();
        return seen.Contains("value")
            ? record with { Key = key.ToBytes("key"), Value = value.ToBytes("value") }
            : throw new FormatException("\"value\" is missing");
    }

    private static long? ReadNumber(ref Utf8JsonReader reader, string name, long maximum)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0 && number <= maximum
            ? number
            : throw new FormatException($"\"{name}\" is not a whole number of 0 or more");
    }
}
