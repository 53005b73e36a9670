// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Sluice.Core.Records;

namespace Sluice.Cli.Consuming;

/// <summary>
/// One line a record for people: topic, partition, offset, key and value. Control characters are escaped, so that a record
/// is one line and cannot steer the terminal; what is not text is shown in base64.
/// </summary>
internal sealed class TextFormatter(string topic, string keySeparator, bool colors) : IRecordFormatter
{
    private const string Dim = "\e[2m";
    private const string Reset = "\e[0m";

    public void Format(StoredRecord record, IBufferWriter<byte> output)
    {
        var line = new StringBuilder()
            .Append(colors ? Dim : "")
            .Append(topic)
            .Append('\t')
            .Append(CultureInfo.InvariantCulture, $"{record.Partition}\t{record.Offset}")
            .Append(colors ? Reset : "")
            .Append('\t');
        Append(line, record.Key);
        line.Append(keySeparator);
        Append(line, record.Value);
        line.Append('\n');
        foreach (var chunk in line.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, output);
        }
    }

    private void Append(StringBuilder line, byte[]? bytes)
    {
        if (bytes is null)
        {
            line.Append(colors ? Dim : "").Append("null").Append(colors ? Reset : "");
        }
        else if (!Utf8.IsValid(bytes))
        {
            line.Append("base64:").Append(Convert.ToBase64String(bytes));
        }
        else
        {
            AppendEscaped(line, Encoding.UTF8.GetString(bytes));
        }
    }

    private static void AppendEscaped(StringBuilder line, string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                _ when char.IsControl(character) => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => line.Append(character),
            };
        }
    }
}
