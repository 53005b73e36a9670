// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Sluice.Gateway.Hosting.Logs;

/// <summary>
/// Writes a log record for people: its level, category and event on a line of their own, then its text, moved in. Whatever came from
/// outside stays text: control characters are written as escapes, and no line of theirs begins where a record does.
/// </summary>
internal sealed class TextFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "sluice-text";
    private const string Indent = "\n      ";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = new StringBuilder();
        text.Append(NameOf(logEntry.LogLevel)).Append(": ");
        AppendClean(text, logEntry.Category);
        text.Append(CultureInfo.InvariantCulture, $"[{logEntry.EventId.Id}]").Append(Indent);
        AppendClean(text, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
        {
            AppendClean(text.Append(Indent), exception.ToString());
        }

        textWriter.Write(text.Append('\n').ToString());
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };

    private static void AppendClean(StringBuilder text, string? part)
    {
        foreach (var character in part.AsSpan().Trim('\n'))
        {
            if (character == '\n')
            {
                text.Append(Indent);
            }
            else if (char.IsControl(character) || character is '\u2028' or '\u2029')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else
            {
                text.Append(character);
            }
        }
    }
}
