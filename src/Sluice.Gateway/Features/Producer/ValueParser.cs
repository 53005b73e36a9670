// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Sluice.Gateway.Http.Json;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Turns the JSON value after a property's name into the bytes that Kafka stores.</summary>
internal static class ValueParser
{
    /// <summary>
    /// A string becomes its text, or with <paramref name="isBinary"/> the bytes of its base64; null becomes no bytes at all;
    /// everything else the characters of the request. False if the value is incomplete.
    /// </summary>
    public static bool TryRead(
        ref Utf8JsonReader reader, in ReadOnlySequence<byte> buffer, bool isBinary, out byte[]? bytes, out string? fault)
    {
        (bytes, fault) = (null, null);
        var start = reader.Position;
        if (!reader.Read())
        {
            return false;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return true;
            case JsonTokenType.String:
                bytes = JsonText.GetBytes(ref reader);
                if (bytes is null)
                {
                    fault = "has a lone surrogate, which UTF-8 cannot hold";
                }
                else if (isBinary && !TryDecodeBase64(ref bytes))
                {
                    fault = "is not base64 (RFC 4648, 4, with padding), as format=binary asks for";
                }

                return true;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (!reader.TrySkip())
                {
                    return false;
                }

                bytes = TrimStart(buffer.Slice(start, reader.Position)).ToArray();
                return true;
            default:
                bytes = JsonText.GetRaw(ref reader);
                return true;
        }
    }

    private static bool TryDecodeBase64(ref byte[] bytes)
    {
        if (Base64.DecodeFromUtf8InPlace(bytes, out var length) != OperationStatus.Done)
        {
            return false;
        }

        Array.Resize(ref bytes, length);
        return true;
    }

    // Between the name's colon and the value there may be white space.
    private static ReadOnlySequence<byte> TrimStart(ReadOnlySequence<byte> value)
    {
        var position = new SequenceReader<byte>(value);
        position.AdvancePastAny((byte)' ', (byte)'\t', (byte)'\r', (byte)'\n');
        return value.Slice(position.Position);
    }
}
