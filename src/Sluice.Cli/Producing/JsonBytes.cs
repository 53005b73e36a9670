// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Text;
using System.Text.Json;

namespace Sluice.Cli.Producing;

/// <summary>The bytes that a key or value stands for: a string is its text, null is null, other JSON is its exact characters.</summary>
/// <param name="Content">The bytes before any decoding.</param>
/// <param name="IsBase64">The text is base64 of the bytes.</param>
internal readonly record struct JsonBytes(byte[]? Content, bool IsBase64)
{
    public static byte[]? ReadContent(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return ReadUtf8(ref reader);
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return json[start..(int)reader.BytesConsumed].ToArray();
        }
    }

    public static string ReadString(ref Utf8JsonReader reader) => System.Text.Encoding.UTF8.GetString(ReadUtf8(ref reader));

    public static bool ReadEncoding(ref Utf8JsonReader reader, string name) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("base64"u8)
            ? true
            : throw new FormatException($"\"{name}\" is not \"base64\"");

    public byte[]? ToBytes(string name)
    {
        if (!IsBase64 || Content is null)
        {
            return Content;
        }

        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(Content.Length)];
        return Base64.DecodeFromUtf8(Content, bytes, out _, out var length) == System.Buffers.OperationStatus.Done
            ? bytes[..length]
            : throw new FormatException($"\"{name}\" is not base64");
    }

    private static byte[] ReadUtf8(ref Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        try
        {
            return text[..reader.CopyString(text)];
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a string in it has half of a surrogate pair (\\ud800-\\udfff), which is no character");
        }
    }
}
