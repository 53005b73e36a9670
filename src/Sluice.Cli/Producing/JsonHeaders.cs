// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Core.Records;

namespace Sluice.Cli.Producing;

/// <summary>Reads <c>[{"key": "...", "value": ...}, ...]</c>.</summary>
internal static class JsonHeaders
{
    private const string Shape = "\"headers\" is not a list such as [{\"key\": \"source\", \"value\": \"web\"}]";

    public static List<RecordHeader>? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        Require(reader.TokenType == JsonTokenType.StartArray);
        var headers = new List<RecordHeader>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            headers.Add(ReadHeader(ref reader, json));
        }

        return headers;
    }

    private static RecordHeader ReadHeader(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        Require(reader.TokenType == JsonTokenType.StartObject);
        var key = default(string);
        var value = default(JsonBytes);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonBytes.ReadString(ref reader);
            Require(seen.Add(name));
            reader.Read();
            switch (name)
            {
                case "key":
                    Require(reader.TokenType == JsonTokenType.String);
                    key = JsonBytes.ReadString(ref reader);
                    break;
                case "value":
                    value = value with { Content = JsonBytes.ReadContent(ref reader, json) };
                    break;
                case "encoding":
                    value = value with { IsBase64 = JsonBytes.ReadEncoding(ref reader, name) };
                    break;
                default:
                    throw new FormatException(Shape);
            }
        }

        Require(key is not null && seen.Contains("value"));
        return new RecordHeader(key!, value.ToBytes("headers"));
    }

    private static void Require(bool isGiven)
    {
        if (!isGiven)
        {
            throw new FormatException(Shape);
        }
    }
}
