// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Cli.Output;

namespace Sluice.Cli.Tests.Running;

/// <summary>Runs a command line within the test, on streams of its own.</summary>
internal static class InProcess
{
    public static Task<CliResult> RunAsync(params string[] args) => RunAsync("", args);

    public static Task<CliResult> RunAsync(string input, string[] args) => RunAsync(Encoding.UTF8.GetBytes(input), args);

    /// <param name="input">The standard input.</param>
    /// <param name="args">The command line.</param>
    /// <param name="isWatched">A person sees what is written to the standard error.</param>
    public static async Task<CliResult> RunAsync(byte[] input, string[] args, bool isWatched = false)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption();
        using var cancelled = TestContext.Current.CancellationToken.Register(interruption.Interrupt);
        var terminal = new Terminal { Input = new MemoryStream(input), Output = output, Error = error, IsErrorInteractive = isWatched };
        var exitCode = await SluiceCli.RunAsync(args, terminal, interruption);
        return new CliResult(exitCode, output.ToArray(), error.ToString());
    }
}
