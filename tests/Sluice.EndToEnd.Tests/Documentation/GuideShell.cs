// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>Runs a guide's commands as they stand there, in the folder with the handed-out files and with <c>sluice</c> on the path.</summary>
internal sealed class GuideShell(ClientFiles files, string servers)
{
    private const string Password = "KAFKA_STORE_PASSWORD";
    private readonly Dictionary<string, string> _replacements = new() { ["m1:9094,m2:9094"] = servers };

    public ClientFiles Files => files;

    public string Servers => servers;

    /// <summary>Makes what the guide writes into what is there.</summary>
    public void Replace(string written, string real) => _replacements[written] = real;

    /// <summary>Writes a block into a file of the folder.</summary>
    public Task WriteAsync(string file, GuideBlock block) =>
        File.WriteAllTextAsync(Path.Combine(files.Folder, file), Replaced(block.Text), TestContext.Current.CancellationToken);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="block">The command.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="environment">Variables that are other than usual.</param>
    public async Task<(int ExitCode, string Output)> RunAsync(GuideBlock block, string input = "", params (string Name, string Value)[] environment)
    {
        block.Language.ShouldBe("bash");
        await using var terminal = Start("set -e\n" + block.Text, environment);
        await terminal.WriteAsync(input);
        var exitCode = await terminal.WaitForEndAsync();
        return (exitCode, terminal.Output + terminal.Told);
    }

    /// <summary>Runs a command and compares its output with the block that follows.</summary>
    public async Task RunAsync(Queue<GuideBlock> blocks, int exitCode = 0)
    {
        var command = blocks.Dequeue();
        var expected = blocks.Dequeue();
        var (ended, output) = await RunAsync(command);
        ended.ShouldBe(exitCode, $"{command.Text}\n{output}");
        expected.Matches(output).ShouldBeTrue($"{command.Text}\nanswered\n{output}\nand not\n{expected.Text}");
    }

    /// <summary>Starts a command that ends when it is told to.</summary>
    public GuideTerminal Start(GuideBlock block)
    {
        block.Language.ShouldBe("bash");
        return Start("exec " + block.Text, []);
    }

    private GuideTerminal Start(string script, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", Replaced(script)])
        {
            WorkingDirectory = files.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        start.Environment[Password] = files.Password;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new GuideTerminal(Process.Start(start)!, script);
    }

    private string Replaced(string text) => _replacements.Aggregate(text, (result, pair) => result.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
}
