// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sluice.Gateway.Http.Json;

/// <summary>Checks bytes for being UTF-8, which JSON readers do only where they decode.</summary>
internal static class Utf8Text
{
    private const int LongestRune = 4;

    /// <summary>Whether the bytes, which may lie in several pieces, are whole UTF-8.</summary>
    public static bool IsValid(in ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            return Utf8.IsValid(bytes.FirstSpan);
        }

        Span<byte> split = stackalloc byte[LongestRune];
        var splitLength = 0;
        foreach (var memory in bytes)
        {
            var piece = memory.Span;
            while (splitLength > 0 && piece.Length > 0)
            {
                split[splitLength++] = piece[0];
                piece = piece[1..];
                switch (Rune.DecodeFromUtf8(split[..splitLength], out _, out _))
                {
                    case OperationStatus.Done:
                        splitLength = 0;
                        break;
                    case OperationStatus.InvalidData:
                        return false;
                }
            }

            var whole = piece.Length - IncompleteTail(piece);
            if (!Utf8.IsValid(piece[..whole]))
            {
                return false;
            }

            if (whole < piece.Length)
            {
                piece[whole..].CopyTo(split);
                splitLength = piece.Length - whole;
            }
        }

        return splitLength == 0;
    }

    private static int IncompleteTail(ReadOnlySpan<byte> piece)
    {
        for (var length = 1; length < LongestRune && length <= piece.Length; length++)
        {
            var first = piece[^length];
            if ((first & 0b1100_0000) != 0b1000_0000)
            {
                return Rune.DecodeFromUtf8(piece[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
            }
        }

        return 0;
    }
}
