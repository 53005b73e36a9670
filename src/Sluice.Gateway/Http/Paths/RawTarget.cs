// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Sluice.Gateway.Http.Paths;

/// <summary>Reads a request target as it was sent: the server's own path has lost dot segments and some of the escapes.</summary>
internal static class RawTarget
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The path of an origin-form or absolute-form target, still encoded, without the query.</summary>
    public static ReadOnlySpan<char> Path(ReadOnlySpan<char> target)
    {
        var query = target.IndexOf('?');
        if (query >= 0)
        {
            target = target[..query];
        }

        var authority = target.StartsWith("/") ? -1 : target.IndexOf("://");
        if (authority >= 0)
        {
            target = target[(authority + 3)..];
            var path = target.IndexOf('/');
            return path < 0 ? "/" : target[path..];
        }

        return target;
    }

    /// <summary>Decodes one segment once; false if an escape is broken or the bytes are not UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<char> segment, out string decoded)
    {
        decoded = segment.ToString();
        if (!segment.Contains('%'))
        {
            return true;
        }

        var bytes = new byte[StrictUtf8.GetMaxByteCount(segment.Length)];
        var length = 0;
        for (var i = 0; i < segment.Length; i++)
        {
            if (segment[i] != '%')
            {
                length += StrictUtf8.GetBytes(segment.Slice(i, 1), bytes.AsSpan(length));
            }
            else if (i + 2 < segment.Length
                && byte.TryParse(segment.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes[length++] = value;
                i += 2;
            }
            else
            {
                return false;
            }
        }

        try
        {
            decoded = StrictUtf8.GetString(bytes, 0, length);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
