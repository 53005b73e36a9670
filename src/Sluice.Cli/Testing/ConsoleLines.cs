// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text;
using Spectre.Console;

namespace Sluice.Cli.Testing;

/// <summary>
/// Lines for above what a console shows live, with the colour of their first sign. They are kept until the one who shows asks for them: a
/// console that is written to from several threads while it shows something comes to a standstill.
/// </summary>
internal sealed class ConsoleLines(IAnsiConsole console) : TextWriter
{
    private readonly ConcurrentQueue<string> _lines = [];

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Whether there is something to show.</summary>
    public bool HasNew => !_lines.IsEmpty;

    public override void WriteLine(string? value) => _lines.Enqueue(value ?? "");

    public override void Write(char value) => throw new NotSupportedException("Lines only.");

    /// <summary>Writes what has come since.</summary>
    public void Show()
    {
        while (_lines.TryDequeue(out var line))
        {
            var colour = line is ['✔', ..] ? Color.Green : line is ['✘', ..] ? Color.Red : Color.Default;
            var signed = colour == Color.Default ? 0 : 1;
            console.Write(new Paragraph(line[..signed], new Style(colour)).Append(line[signed..] + "\n"));
        }
    }
}
