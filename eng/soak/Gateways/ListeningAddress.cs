// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.RegularExpressions;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Gateways;

/// <summary>Where a server that has just been started listens, by what it prints.</summary>
internal static partial class ListeningAddress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the process has printed an address of 127.0.0.1, or that of its management.</summary>
    /// <exception cref="InvalidOperationException">It ended or took too long, and is killed: with the end of its log.</exception>
    public static async Task<Uri> ReadAsync(string name, ChildProcess process, LogTail log, TimeSpan timeout, CancellationToken cancellationToken, bool isManagement = false)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if ((isManagement ? Management() : Address()).Match(log.ToString()) is { Success: true } address)
            {
                return new Uri(address.Groups[1].Value);
            }

            if (process.HasExited || clock.Elapsed > timeout)
            {
                process.Kill();
                throw new InvalidOperationException($"{name} did not start:{Environment.NewLine}{log}");
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }

    [GeneratedRegex(@"(https?://127\.0\.0\.1:[1-9]\d*)")]
    private static partial Regex Address();

    [GeneratedRegex(@"management +(https?://127\.0\.0\.1:[1-9]\d*)")]
    private static partial Regex Management();
}
