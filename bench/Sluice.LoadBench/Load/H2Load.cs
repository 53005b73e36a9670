// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Testing.Clusters;

namespace Sluice.LoadBench.Load;

/// <summary>Load over HTTP/2 from h2load, which comes with nghttp2.</summary>
internal static partial class H2Load
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Sends the same POST on so many connections, with so many streams at once on each, for so long; how many were answered a second.</summary>
    /// <exception cref="InvalidOperationException">It was not over TLS 1.3 and HTTP/2, a request failed, or an answer was none of 2xx.</exception>
    /// <exception cref="KafkaProcessException">h2load is not installed, or failed.</exception>
    public static async Task<double> PostAsync(
        Uri address, string body, string token, int connections, int streams, TimeSpan time, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, body, cancellationToken);
            var log = new LogTail();
            string[] command =
            [
                "h2load", "--clients", Text(connections), "--max-concurrent-streams", Text(streams), "--duration", Text((int)time.TotalSeconds),
                "--warm-up-time", Text((int)WarmUp.TotalSeconds), "--data", file, "--header", "content-type: application/json",
                "--header", $"authorization: Bearer {token}", $"{address}",
            ];
            await ChildProcess.Start(log, Path.GetTempPath(), command).EndAsync("h2load", log, time + TimeSpan.FromMinutes(1), cancellationToken);
            var output = log.ToString();
            return Good().IsMatch(output)
                ? double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"Requests failed, so that their rate means nothing:{Environment.NewLine}{output}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"([\d.]+) req/s")]
    private static partial Regex Rate();

    [GeneratedRegex(@"TLS Protocol: TLSv1\.3(?s:.)*Application protocol: h2(?s:.)* 0 failed, 0 errored, 0 timeout\s+status codes: [1-9]\d* 2xx, 0 3xx, 0 4xx, 0 5xx")]
    private static partial Regex Good();
}
