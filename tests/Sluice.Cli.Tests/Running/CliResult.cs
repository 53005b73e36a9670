// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Sluice.Cli.Tests.Running;

/// <summary>What a command left behind.</summary>
public sealed record CliResult(int ExitCode, byte[] OutputBytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(OutputBytes);

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
