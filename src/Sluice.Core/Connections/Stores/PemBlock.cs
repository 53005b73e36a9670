// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Core.Connections.Stores;

/// <summary>One block of PEM (RFC 7468; with headers RFC 1421).</summary>
/// <param name="Label">What stands behind BEGIN.</param>
/// <param name="Encryption">The header DEK-Info, by which old programs encrypt a key.</param>
/// <param name="Data">The bytes.</param>
internal sealed record PemBlock(string Label, string? Encryption, byte[] Data)
{
    private const string Dashes = "-----";
    private const string Begin = Dashes + "BEGIN ";
    private const int MaxLabel = 64;

    /// <summary>Finds all blocks, even if the line ends were lost, as in a properties file; other text is passed over.</summary>
    public static IEnumerable<PemBlock> FindAll(StoreReading reading, string text)
    {
        int position;
        for (var from = 0; (position = text.IndexOf(Begin, from, StringComparison.Ordinal)) >= 0;)
        {
            var start = position + Begin.Length;
            var body = text.IndexOf(Dashes, start, StringComparison.Ordinal);
            var label = body < 0 ? "" : text[start..body];
            var end = body < 0 || label.Length > MaxLabel ? -1 : text.IndexOf(Dashes, body + Dashes.Length, StringComparison.Ordinal);
            var close = $"{Dashes}END {label}{Dashes}";
            if (end < 0 || string.CompareOrdinal(text, end, close, 0, close.Length) != 0)
            {
                var line = text.AsSpan(0, position).Count('\n') + 1;
                throw reading.Damaged($"the block that begins in line {line} has no END line of its own");
            }

            yield return Decode(reading, PrintableText.Of(label), text[(body + Dashes.Length)..end]);
            from = end + close.Length;
        }
    }

    private static PemBlock Decode(StoreReading reading, string label, string body)
    {
        string? encryption = null;
        var base64 = new StringBuilder(body.Length);
        foreach (var line in body.AsSpan().EnumerateLines())
        {
            // Base64 has no colon, every header has one.
            if (line.IndexOf(':') < 0)
            {
                base64.Append(line);
            }
            else if (line.StartsWith("DEK-Info:", StringComparison.Ordinal))
            {
                encryption = line["DEK-Info:".Length..].Trim().ToString();
            }
        }

        try
        {
            return new PemBlock(label, encryption, Convert.FromBase64String(base64.ToString()));
        }
        catch (FormatException fault)
        {
            throw reading.Damaged($"a block {label} is not base64", fault);
        }
    }
}
