// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>A command that runs in a terminal, and what it has printed by now.</summary>
internal sealed class GuideTerminal : IAsyncDisposable
{
    // A member that dies is missed only when its session has ended.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly string _command;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _told = new();
    private readonly Lock _gate = new();
    private int _compared;

    public GuideTerminal(Process process, string command)
    {
        _process = process;
        _command = command;
        process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_told, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The standard output.</summary>
    public string Output => Read(_output);

    /// <summary>The standard error, without warnings: the test's certificates expire soon.</summary>
    public string Told => Read(_told);

    /// <summary>Waits until it has printed what the guide says, after what was compared before.</summary>
    public async Task ShouldPrintAsync(GuideBlock expected)
    {
        expected.Language.ShouldBe("text");
        await UntilAsync(() => Printed(expected), expected.Text);
    }

    /// <summary>Whether it has printed what the guide says, after what was compared before.</summary>
    public bool Printed(GuideBlock expected)
    {
        var told = Told;
        var match = expected.ToldPattern.Match(told, Math.Min(_compared, told.Length));
        var lines = Output.Split('\n');
        if (!match.Success || !expected.Records.All(lines.Contains))
        {
            return false;
        }

        _compared = match.Index + match.Length;
        return true;
    }

    /// <summary>Waits until the condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            clock.Elapsed.ShouldBeLessThan(Deadline, $"{_command}\nprinted\n{Output}{Told}\nand not\n{what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async Task WriteAsync(string input)
    {
        await _process.StandardInput.WriteAsync(input);
        _process.StandardInput.Close();
    }

    /// <summary>Ends it as Ctrl-C does, and waits for its end.</summary>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await WaitForEndAsync();
    }

    /// <summary>Ends it as a power cut does.</summary>
    public void Kill() => _process.Kill();

    public async Task<int> WaitForEndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Add(StringBuilder text, string? line)
    {
        if (line is not null && !line.StartsWith("sluice: warning:", StringComparison.Ordinal))
        {
            lock (_gate)
            {
                text.Append(line).Append('\n');
            }
        }
    }

    private string Read(StringBuilder text)
    {
        lock (_gate)
        {
            return text.ToString();
        }
    }
}
