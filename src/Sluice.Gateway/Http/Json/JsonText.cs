// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;

namespace Sluice.Gateway.Http.Json;

/// <summary>Text out of a JSON reader.</summary>
internal static class JsonText
{
    /// <summary>Whether the property at the reader has that name, however it is escaped.</summary>
    public static bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        try
        {
            return reader.ValueTextEquals(name);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate is in it: no name of ours.
            return false;
        }
    }

    /// <summary>The string or property name at the reader; null if it has a lone surrogate, which no UTF-8 can hold.</summary>
    public static string? GetString(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The UTF-8 of the string at the reader, without quotes and escapes; null if it has a lone surrogate.</summary>
    public static byte[]? GetBytes(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return GetRaw(ref reader);
        }

        var length = (int)(reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            return buffer[..reader.CopyString(buffer)];
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The characters of the string (without quotes), number or literal at the reader as they were sent.</summary>
    public static byte[] GetRaw(ref Utf8JsonReader reader) =>
        reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan.ToArray();

    /// <summary>A property's name as a reference token of a JSON pointer (RFC 6901), cut where it is very long.</summary>
    public static string PointerToken(string? name)
    {
        const int Longest = 100;
        name ??= "?";
        name = name.Length > Longest ? string.Concat(name.AsSpan(0, Longest), "…") : name;
        return name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
