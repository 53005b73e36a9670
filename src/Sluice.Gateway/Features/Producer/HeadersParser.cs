// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Sluice.Core.Records;
using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Parses the headers of a record. Each method returns false if the bytes end before the headers do.</summary>
internal static class HeadersParser
{
    public static bool TryRead(
        ref Utf8JsonReader reader,
        in ReadOnlySequence<byte> buffer,
        bool isBinary,
        string pointer,
        JsonFaults faults,
        out List<RecordHeader>? headers)
    {
        headers = null;
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            faults.Add(pointer, "must be an array of {\"key\":…,\"value\":…}");
            return reader.TrySkip();
        }

        headers = [];
        for (var index = 0; reader.Read(); index++)
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            if (!TryReadHeader(ref reader, buffer, isBinary, $"{pointer}/{index}", faults, out var header))
            {
                return false;
            }

            headers.Add(header);
        }

        return false;
    }

    private static bool TryReadHeader(
        ref Utf8JsonReader reader,
        in ReadOnlySequence<byte> buffer,
        bool isBinary,
        string pointer,
        JsonFaults faults,
        out RecordHeader header)
    {
        header = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add(pointer, "must be an object with \"key\" and \"value\"");
            return reader.TrySkip();
        }

        var (hasKey, hasValue) = (false, false);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                RequireMembers(hasKey, hasValue, pointer, faults);
                return true;
            }

            bool isComplete;
            if (!hasKey && JsonText.IsNamed(ref reader, "key"u8))
            {
                hasKey = true;
                isComplete = TryReadKey(ref reader, pointer, faults, ref header);
            }
            else if (!hasValue && JsonText.IsNamed(ref reader, "value"u8))
            {
                hasValue = true;
                isComplete = TryReadValue(ref reader, buffer, isBinary, pointer, faults, ref header);
            }
            else
            {
                isComplete = TryRefuse(ref reader, pointer, faults);
            }

            if (!isComplete)
            {
                return false;
            }
        }

        return false;
    }

    private static bool TryReadKey(ref Utf8JsonReader reader, string pointer, JsonFaults faults, ref RecordHeader header)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            faults.Add(pointer + "/key", "must be a string");
            return reader.TrySkip();
        }

        if (JsonText.GetString(ref reader) is not { } key)
        {
            faults.Add(pointer + "/key", "has a lone surrogate, which UTF-8 cannot hold");
        }
        else if (key.Contains('\0', StringComparison.Ordinal))
        {
            // The native client takes a key for a C string and would cut it there.
            faults.Add(pointer + "/key", "has U+0000, which a header's key cannot have");
        }
        else
        {
            header = header with { Key = key };
        }

        return true;
    }

    private static bool TryReadValue(
        ref Utf8JsonReader reader,
        in ReadOnlySequence<byte> buffer,
        bool isBinary,
        string pointer,
        JsonFaults faults,
        ref RecordHeader header)
    {
        if (!ValueParser.TryRead(ref reader, buffer, isBinary, out var value, out var fault))
        {
            return false;
        }

        header = header with { Value = value };
        if (fault is not null)
        {
            faults.Add(pointer + "/value", fault);
        }

        return true;
    }

    private static bool TryRefuse(ref Utf8JsonReader reader, string pointer, JsonFaults faults)
    {
        var text = JsonText.IsNamed(ref reader, "key"u8) || JsonText.IsNamed(ref reader, "value"u8)
            ? "is there more than once"
            : "is unknown: a header has key and value";
        faults.Add($"{pointer}/{JsonText.PointerToken(JsonText.GetString(ref reader))}", text);
        return reader.Read() && reader.TrySkip();
    }

    private static void RequireMembers(bool hasKey, bool hasValue, string pointer, JsonFaults faults)
    {
        if (!hasKey)
        {
            faults.Add(pointer + "/key", "is required");
        }

        if (!hasValue)
        {
            faults.Add(pointer + "/value", "is required; it may be null");
        }
    }
}
