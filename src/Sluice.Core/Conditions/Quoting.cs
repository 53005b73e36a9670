// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Sluice.Core.Conditions;

/// <summary>Writes texts as the language has them.</summary>
internal static class Quoting
{
    /// <summary>The text in double quotes.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => result.Append('\\').Append(character),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when char.IsControl(character) => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => result.Append(character),
            };
        }

        return result.Append('"').ToString();
    }
}
