// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Xml;

namespace Sluice.Testing.Reporting;

/// <summary>Text that XML can hold: XML 1.0 section 2.2 has no place for most control characters and for half a pair of surrogates.</summary>
internal static class XmlText
{
    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Runes replace lone surrogates; what lies beyond the basic plane is always allowed.
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
