// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sluice.Core.Records;
using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Parses the headers of a record. Each method returns false if the bytes end before the headers do.</summary>
internal static class HeadersParser
{
    // Written out only for a fault: there may be very many headers.
    private readonly record struct Place(int Record, int Header)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"/records/{Record}/headers/{Header}");
    }

    public static bool TryRead(
        ref Utf8JsonReader reader,
        in ReadOnlySequence<byte> buffer,
        bool isBinary,
        int record,
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
            faults.Add($"/records/{record}/headers", "must be an array of {\"key\":…,\"value\":…}");
            return reader.TrySkip();
        }

        headers = [];
        for (var index = 0; reader.Read(); index++)
        {
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            if (!TryReadHeader(ref reader, buffer, isBinary, new Place(record, index), faults, out var header))
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
        Place place,
        JsonFaults faults,
        out RecordHeader header)
    {
        header = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add(place.ToString(), "must be an object with \"key\" and \"value\"");
            return reader.TrySkip();
        }

        var (hasKey, hasValue) = (false, false);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                RequireMembers(hasKey, hasValue, place, faults);
                return true;
            }

            bool isComplete;
            if (!hasKey && JsonText.IsNamed(ref reader, "key"u8))
            {
                hasKey = true;
                isComplete = TryReadKey(ref reader, place, faults, ref header);
            }
            else if (!hasValue && JsonText.IsNamed(ref reader, "value"u8))
            {
                hasValue = true;
                isComplete = TryReadValue(ref reader, buffer, isBinary, place, faults, ref header);
            }
            else
            {
                isComplete = TryRefuse(ref reader, place, faults);
            }

            if (!isComplete)
            {
                return false;
            }
        }

        return false;
    }

    private static bool TryReadKey(ref Utf8JsonReader reader, Place place, JsonFaults faults, ref RecordHeader header)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            faults.Add($"{place}/key", "must be a string");
            return reader.TrySkip();
        }

        if (JsonText.GetString(ref reader) is not { } key)
        {
            faults.Add($"{place}/key", "has a lone surrogate, which UTF-8 cannot hold");
        }
        else if (key.Contains('\0', StringComparison.Ordinal))
        {
            // The native client takes a key for a C string and would cut it there.
            faults.Add($"{place}/key", "has U+0000, which a header's key cannot have");
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
        Place place,
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
            faults.Add($"{place}/value", fault);
        }

        return true;
    }

    private static bool TryRefuse(ref Utf8JsonReader reader, Place place, JsonFaults faults)
    {
        var text = JsonText.IsNamed(ref reader, "key"u8) || JsonText.IsNamed(ref reader, "value"u8)
            ? "is there more than once"
            : "is unknown: a header has key and value";
        faults.AddMember(place.ToString(), JsonText.GetString(ref reader), text);
        return reader.Read() && reader.TrySkip();
    }

    private static void RequireMembers(bool hasKey, bool hasValue, Place place, JsonFaults faults)
    {
        if (!hasKey)
        {
            faults.Add($"{place}/key", "is required");
        }

        if (!hasValue)
        {
            faults.Add($"{place}/value", "is required; it may be null");
        }
    }
}
