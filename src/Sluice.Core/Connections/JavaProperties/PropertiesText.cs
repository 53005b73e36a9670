// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>
/// The text format of <c>java.util.Properties</c>, as its method <c>load</c> reads it: escapes, continued lines, comments, and
/// <c>=</c>, <c>:</c> or blanks between key and value.
/// </summary>
public static class PropertiesText
{
    /// <summary>Reads a text. Kafka's own tools decode such a file as ISO-8859-1; who reads the file decides.</summary>
    /// <returns>The entries in the order of their lines; of several with one key, the last.</returns>
    /// <exception cref="KafkaFailureException">
    /// <see cref="FailureCode.InvalidConfiguration"/>: a <c>\u</c> without four hexadecimal digits, with its line and column.
    /// </exception>
    public static IReadOnlyList<JavaProperty> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var positions = new TextPositions(text);
        var reader = new LogicalLineReader(text);
        var last = new Dictionary<string, JavaProperty>(StringComparer.Ordinal);
        while (reader.Read())
        {
            var (keyLength, valueStart) = Split(reader.Line);
            var key = Unescape(reader, 0, keyLength, positions);
            var value = Unescape(reader, valueStart, reader.Line.Length, positions);
            last[key] = new JavaProperty(key, value, positions.Find(reader.OffsetOf(0)).Line);
        }

        return [.. last.Values.OrderBy(property => property.Line)];
    }

    // The key ends at the first separator that no backslash stands before; then blanks, one "=" or ":", and blanks again.
    private static (int KeyLength, int ValueStart) Split(StringBuilder line)
    {
        var end = 0;
        for (var escaped = false; end < line.Length && (escaped || !(IsSeparator(line[end]) || IsBlank(line[end]))); end++)
        {
            escaped = line[end] == '\\' && !escaped;
        }

        var start = SkipBlanks(line, end);
        return (end, start < line.Length && IsSeparator(line[start]) ? SkipBlanks(line, start + 1) : start);
    }

    private static int SkipBlanks(StringBuilder line, int start)
    {
        while (start < line.Length && IsBlank(line[start]))
        {
            start++;
        }

        return start;
    }

    private static string Unescape(LogicalLineReader reader, int start, int end, TextPositions positions)
    {
        var line = reader.Line;
        var result = new StringBuilder(end - start);
        for (var i = start; i < end; i++)
        {
            if (line[i] != '\\')
            {
                result.Append(line[i]);
                continue;
            }

            var escape = i;
            var character = line[++i];
            if (character != 'u')
            {
                result.Append(character switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => character });
                continue;
            }

            var digits = line.ToString(i + 1, Math.Min(4, end - i - 1));
            if (digits.Length < 4 || !digits.All(char.IsAsciiHexDigit))
            {
                var (row, column) = positions.Find(reader.OffsetOf(escape));
                throw new KafkaFailureException(
                    FailureCode.InvalidConfiguration,
                    $"line {row}, column {column}: \\u must be followed by four hexadecimal digits; for a backslash write \\\\.");
            }

            result.Append((char)ushort.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 4;
        }

        return result.ToString();
    }

    private static bool IsSeparator(char character) => character is '=' or ':';

    private static bool IsBlank(char character) => LogicalLineReader.IsBlank(character);
}
