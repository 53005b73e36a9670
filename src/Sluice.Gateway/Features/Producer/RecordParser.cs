// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;
using Sluice.Core.Records;
using Sluice.Gateway.Http.Json;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Parses one record of a request. Each method returns false if the bytes end before the record does.</summary>
internal static class RecordParser
{
    [Flags]
    private enum Member
    {
        None = 0,
        Value = 1,
        Key = 2,
        Partition = 4,
        Headers = 8,
        Timestamp = 16,
    }

    public static bool TryRead(
        ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer, bool isBinary, int index, JsonFaults faults, out NewRecord record)
    {
        record = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            faults.Add($"/records/{index}", "must be an object with \"value\"");
            return reader.TrySkip();
        }

        var seen = Member.None;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                if ((seen & Member.Value) == 0)
                {
                    faults.Add($"/records/{index}/value", "is required; null writes a tombstone");
                }

                return true;
            }

            var member = MemberAt(ref reader);
            if (member == Member.None || (seen & member) != 0)
            {
                if (!TryRefuse(ref reader, member, index, faults))
                {
                    return false;
                }
            }
            else if (!TryReadMember(ref reader, buffer, member, isBinary, index, faults, ref record))
            {
                return false;
            }

            seen |= member;
        }

        return false;
    }

    private static Member MemberAt(ref Utf8JsonReader reader) =>
        JsonText.IsNamed(ref reader, "value"u8) ? Member.Value
        : JsonText.IsNamed(ref reader, "key"u8) ? Member.Key
        : JsonText.IsNamed(ref reader, "partition"u8) ? Member.Partition
        : JsonText.IsNamed(ref reader, "headers"u8) ? Member.Headers
        : JsonText.IsNamed(ref reader, "timestamp"u8) ? Member.Timestamp
        : Member.None;

    private static bool TryRefuse(ref Utf8JsonReader reader, Member member, int index, JsonFaults faults)
    {
        faults.AddMember($"/records/{index}", JsonText.GetString(ref reader), member == Member.None
            ? "is unknown: a record has value, key, partition, headers and timestamp"
            : "is there more than once");
        return reader.Read() && reader.TrySkip();
    }

    private static bool TryReadMember(
        ref Utf8JsonReader reader,
        in ReadOnlySequence<byte> buffer,
        Member member,
        bool isBinary,
        int index,
        JsonFaults faults,
        ref NewRecord record)
    {
        string? fault = null;
        switch (member)
        {
            case Member.Value:
                if (!ValueParser.TryRead(ref reader, buffer, isBinary, out var value, out fault))
                {
                    return false;
                }

                record = record with { Value = value };
                break;
            case Member.Key:
                if (!ValueParser.TryRead(ref reader, buffer, isBinary, out var key, out fault))
                {
                    return false;
                }

                record = record with { Key = key };
                break;
            case Member.Partition:
                if (!TryReadInteger(ref reader, 0, int.MaxValue, out var partition, out fault))
                {
                    return false;
                }

                record = record with { Partition = (int?)partition };
                break;
            case Member.Timestamp:
                // To the native client 0 means now.
                if (!TryReadInteger(ref reader, 1, long.MaxValue, out var timestamp, out fault))
                {
                    return false;
                }

                record = record with { Timestamp = timestamp };
                break;
            case Member.Headers:
                if (!HeadersParser.TryRead(ref reader, buffer, isBinary, index, faults, out var headers))
                {
                    return false;
                }

                record = record with { Headers = headers };
                break;
        }

        if (fault is not null)
        {
            faults.Add($"/records/{index}/{member.ToString().ToLowerInvariant()}", fault);
        }

        return true;
    }

    private static bool TryReadInteger(ref Utf8JsonReader reader, long min, long max, out long? number, out string? fault)
    {
        (number, fault) = (null, null);
        if (!reader.Read())
        {
            return false;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.Number when reader.TryGetInt64(out var value) && value >= min && value <= max:
                number = value;
                return true;
            default:
                fault = $"must be a whole number from {min} to {max}";
                return reader.TrySkip();
        }
    }
}
