// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Sluice.Gateway.Hosting.Logs;

/// <summary>
/// Writes a log record as one line of JSON, whatever is in it: control characters are always escaped. Members: <c>time</c> (UTC), <c>level</c>,
/// <c>category</c>, <c>event</c>, <c>message</c>, and where there are such <c>traceId</c>, <c>spanId</c>, <c>principal</c>, <c>attributes</c>
/// (the message's parameters) and <c>exception</c>.
/// </summary>
internal sealed class JsonLineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "sluice-json";
    private const string Template = "{OriginalFormat}";
    private const string Principal = "Principal";
    private const string TraceId = "TraceId";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteString("level", NameOf(logEntry.LogLevel));
            json.WriteString("category", logEntry.Category);
            json.WriteString("event", logEntry.EventId.Name ?? logEntry.EventId.Id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteTrace(json);
            WriteParameters(json, logEntry.State as IReadOnlyList<KeyValuePair<string, object?>>, scopeProvider);
            if (logEntry.Exception is { } exception)
            {
                json.WriteString("exception", exception.ToString());
            }

            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        textWriter.Write('\n');
    }

    private static void WriteTrace(Utf8JsonWriter json)
    {
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity)
        {
            json.WriteString("traceId", activity.TraceId.ToHexString());
            json.WriteString("spanId", activity.SpanId.ToHexString());
        }
    }

    private static void WriteParameters(
        Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>>? parameters, IExternalScopeProvider? scopes)
    {
        if ((parameters?.FirstOrDefault(parameter => parameter.Key == Principal).Value as string ?? FindPrincipal(scopes)) is { } principal)
        {
            json.WriteString("principal", principal);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters ?? [])
        {
            if (name is Template or Principal || (name == TraceId && Activity.Current is not null) || !names.Add(name))
            {
                continue;
            }

            if (names.Count == 1)
            {
                json.WriteStartObject("attributes");
            }

            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
            WriteValue(json, value);
        }

        if (names.Count > 0)
        {
            json.WriteEndObject();
        }
    }

    private static string? FindPrincipal(IExternalScopeProvider? scopes)
    {
        var found = new List<string>();
        scopes?.ForEachScope(
            static (scope, found) =>
            {
                if (scope is CallerScope caller)
                {
                    found.Add(caller.Principal);
                }
            },
            found);
        return found.LastOrDefault();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
