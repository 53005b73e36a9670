// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Testing.Clusters;

namespace Sluice.LoadBench.Load;

/// <summary>Load from wrk, a proven tool in C: as many requests as its connections get answered.</summary>
internal static partial class Wrk
{
    /// <summary>Sends the same POST, with a token if there is one, on so many connections for so long.</summary>
    /// <exception cref="InvalidOperationException">An answer was none of 2xx, unless the server may refuse some.</exception>
    /// <exception cref="KafkaProcessException">wrk is not installed, or failed.</exception>
    public static async Task<LoadFigures> PostAsync(
        Uri address, string body, int connections, TimeSpan time, CancellationToken cancellationToken, string? token = null, bool mayRefuse = false)
    {
        var folder = Directory.CreateTempSubdirectory("sluice-wrk-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "body.json"), body, cancellationToken);
            var script = Path.Combine(folder.FullName, "post.lua");
            await File.WriteAllTextAsync(
                script,
                $"""
                wrk.method = "POST"
                wrk.headers["Content-Type"] = "application/json"
                local file = io.open("{folder.FullName}/body.json", "rb")
                wrk.body = file:read("*a")
                file:close()
                {(token is null ? "" : $"wrk.headers[\"Authorization\"] = \"Bearer {token}\"")}
                """,
                cancellationToken);
            return await RunAsync(["--script", script, $"{address}"], connections, time, mayRefuse, cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<LoadFigures> RunAsync(
        string[] arguments, int connections, TimeSpan time, bool mayRefuse, CancellationToken cancellationToken)
    {
        var log = new LogTail();
        string[] command =
        [
            "wrk", "--threads", "1", "--connections", Text(connections), "--duration", $"{Text((int)time.TotalSeconds)}s", "--timeout", "30s", "--latency",
            .. arguments,
        ];
        await ChildProcess.Start(log, Path.GetTempPath(), command).EndAsync("wrk", log, time + TimeSpan.FromMinutes(1), cancellationToken);
        var output = log.ToString();
        var refused = Refused().Match(output) is { Success: true } some ? double.Parse(some.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        if ((refused > 0 && !mayRefuse) || output.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Requests failed, so that their rate means nothing:{Environment.NewLine}{output}");
        }

        return new LoadFigures(
            double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            Latency(output, "50%"),
            Latency(output, "99%"),
            refused / double.Parse(Requests().Match(output).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static TimeSpan Latency(string output, string percentile)
    {
        var match = Regex.Match(output, $@"{percentile}\s+([\d.]+)(us|ms|s)\b", RegexOptions.None, TimeSpan.FromSeconds(1));
        var number = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "us" => TimeSpan.FromMicroseconds(number),
            "ms" => TimeSpan.FromMilliseconds(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex Refused();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
