// SPDX-License-Identifier: Apache-2.0

using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sluice.Cli.Output;

/// <summary>Writes what a command answers: JSON on one line for programs, or text for people.</summary>
internal static class CommandOutput
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes JSON if <paramref name="writeJson"/> is given, else text.</summary>
    public static async Task WriteAsync(Terminal terminal, Action<Utf8JsonWriter>? writeJson, Action<TextWriter> writeText)
    {
        await using var text = terminal.CreateTextOutput();
        if (writeJson is null)
        {
            writeText(text);
            return;
        }

        await using (var json = new Utf8JsonWriter(terminal.Output, Json))
        {
            writeJson(json);
        }

        await text.WriteLineAsync();
    }
}
