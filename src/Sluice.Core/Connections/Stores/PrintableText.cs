// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Core.Connections.Stores;

/// <summary>Names from a file whose maker is not known: nothing in them may steer a terminal or break a line of a log.</summary>
internal static class PrintableText
{
    public static string Of(string text) => string.Create(text.Length, text, (printable, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            printable[i] = char.GetUnicodeCategory(source[i])
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? '?'
                : source[i];
        }
    });
}
