// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Gateway.Http.Requests;

/// <summary>
/// Reads the value of <c>Content-Length</c>: digits alone (RFC 9110, 8.6). The server would take <c>+27</c> and <c>-0</c> too, which others on the
/// way may not; what is read as nothing here it refuses as it does any length that is no number, before there is a request.
/// </summary>
internal sealed class LengthEncoding : Encoding
{
    public static readonly LengthEncoding Instance = new();

    /// <summary>What the server reads a header's value with; null for its own choice.</summary>
    public static Encoding? Of(string header) => header.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? Instance : null;

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars) =>
        bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9') || bytes.Length > chars.Length ? 0 : ASCII.GetChars(bytes, chars);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => throw new NotSupportedException();

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw new NotSupportedException();

    public override int GetMaxByteCount(int charCount) => throw new NotSupportedException();
}
