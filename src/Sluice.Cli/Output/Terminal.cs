// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Spectre.Console;

namespace Sluice.Cli.Output;

/// <summary>What a command reads from and writes to: the process's own streams, or a test's.</summary>
internal sealed class Terminal
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>A person types the input.</summary>
    public bool IsInputInteractive { get; init; }

    /// <summary>A person sees the output.</summary>
    public bool IsOutputInteractive { get; init; }

    /// <summary>A person sees what is written to <see cref="Error"/>.</summary>
    public bool IsErrorInteractive { get; init; }

    /// <summary>Colours may be used where a person looks on.</summary>
    public bool AllowsColors { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = StandardOutput.Open(),
        Error = Console.Error,
        IsInputInteractive = !Console.IsInputRedirected,
        IsOutputInteractive = !Console.IsOutputRedirected,
        IsErrorInteractive = !Console.IsErrorRedirected,
        AllowsColors = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
    };

    /// <summary>A writer of text lines onto <see cref="Output"/>; flushed when disposed, and leaves the stream open.</summary>
    public StreamWriter CreateTextOutput() => new(Output, Utf8, bufferSize: 4096, leaveOpen: true) { NewLine = "\n" };

    /// <summary>One line of an error, in the form all Unix tools use.</summary>
    public void WriteError(string message) => Error.WriteLine("sluice: " + message.ReplaceLineEndings(" "));

    /// <summary>One line for the person beside the data; not an error.</summary>
    public void WriteNotice(string message) => Error.WriteLine(message);

    /// <summary>For tables and colours on the output.</summary>
    public IAnsiConsole CreateOutputConsole(TextWriter text) => CreateConsole(text, IsOutputInteractive);

    /// <summary>For progress beside the data.</summary>
    public IAnsiConsole CreateErrorConsole() => CreateConsole(Error, IsErrorInteractive);

    private IAnsiConsole CreateConsole(TextWriter writer, bool interactive)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = interactive && AllowsColors ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
        });
        if (!interactive)
        {
            // A file or a pipe has no width: a line is never broken there.
            console.Profile.Width = 10_000;
        }

        return console;
    }
}
