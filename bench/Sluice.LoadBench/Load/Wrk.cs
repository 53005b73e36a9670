// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Soak.Gateways;
using Sluice.Testing.Clusters;

namespace Sluice.LoadBench.Load;

/// <summary>Load from wrk, a proven tool in C: as many requests as its connections get answered.</summary>
internal static partial class Wrk
{
    // What is done in Lua, on each of wrk's threads. An answer that is none of those that a row expects makes its rate mean nothing.
    private const string Counting = """
        local threads = {}
        function setup(thread) thread:set("number", #threads); table.insert(threads, thread) end
        wrong, refused, records = 0, 0, 0
        function done(summary)
          local sums = { wrong = 0, refused = 0, records = 0 }
          for _, thread in ipairs(threads) do
            for name, sum in pairs(sums) do sums[name] = sum + thread:get(name) end
          end
          print(string.format("wrong: %d refused: %d records: %d seconds: %f", sums.wrong, sums.refused, sums.records, summary.duration / 1e6))
        end

        """;

    /// <summary>Sends the same POST, with a token if there is one, on so many connections for so long.</summary>
    /// <exception cref="InvalidOperationException">An answer was none of 2xx.</exception>
    /// <exception cref="KafkaProcessException">wrk is not installed, or failed.</exception>
    public static Task<LoadFigures> PostAsync(
        Uri address, string body, int connections, TimeSpan time, CancellationToken cancellationToken, string? token = null) =>
        PostAsync(address, body, connections, time, token, refusals: "", cancellationToken);

    /// <summary>The same to a gateway that may refuse some for want of room, which is counted.</summary>
    /// <exception cref="InvalidOperationException">An answer was neither 2xx nor such a refusal.</exception>
    /// <exception cref="KafkaProcessException">wrk is not installed, or failed.</exception>
    public static Task<LoadFigures> PostAsMuchAsItTakesAsync(Uri address, string body, int connections, TimeSpan time, CancellationToken cancellationToken) =>
        PostAsync(
            address,
            body,
            connections,
            time,
            token: null,
            """
            function response(status)
              if status == 429 or status == 503 then refused = refused + 1 elseif status ~= 200 then wrong = wrong + 1 end
            end
            """,
            cancellationToken);

    /// <summary>Reads on one connection a partition, from the first partition on, for so long; each answer is checked.</summary>
    /// <param name="gateway">Where.</param>
    /// <param name="topic">A topic whose partitions all have records from offset 0 on.</param>
    /// <param name="pattern">Which offset is read next.</param>
    /// <param name="partitions">How many partitions.</param>
    /// <param name="count">How many records each request asks for.</param>
    /// <param name="end">The offset behind the last record.</param>
    /// <param name="time">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">An answer was not what had been asked for.</exception>
    /// <exception cref="KafkaProcessException">wrk is not installed, or failed.</exception>
    public static Task<LoadFigures> ReadAsync(
        GatewayProcess gateway, string topic, ReadPattern pattern, int partitions, int count, long end, TimeSpan time, CancellationToken cancellationToken)
    {
        var next = pattern switch
        {
            ReadPattern.Sequential => $"reached % {end}",
            ReadPattern.Random => $"math.random(0, {end - 1})",
            _ => $"{end}",
        };
        var script = $$"""
            function init() math.randomseed(number); reached = 0; offset = {{next}} end
            function request()
              return wrk.format("GET", string.format("/v1/consumer/topics/{{topic}}/partitions/%d/offsets/%d?count={{count}}", number, offset))
            end
            function response(status, headers, body)
              reached = tonumber(headers["NextOffset"] or -1)
              local got = reached - offset
              local expected = math.min({{count}}, {{end}} - offset)
              if status ~= 200 or got < 0 or got > expected or (got == 0 and expected > 0) or #body < got * {{Records.Bytes}} then wrong = wrong + 1 end
              records = records + got
              offset = {{next}}
            end
            """;
        return RunAsync(gateway.Http.Address, script, partitions, partitions, time, cancellationToken);
    }

    private static Task<LoadFigures> PostAsync(
        Uri address, string body, int connections, TimeSpan time, string? token, string refusals, CancellationToken cancellationToken)
    {
        var script = $"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            {(token is null ? "" : $"wrk.headers[\"Authorization\"] = \"Bearer {token}\"")}
            wrk.body = [[{body}]]
            {refusals}
            """;
        return RunAsync(address, script, threads: 1, connections, time, cancellationToken);
    }

    private static async Task<LoadFigures> RunAsync(
        Uri address, string script, int threads, int connections, TimeSpan time, CancellationToken cancellationToken)
    {
        var log = new LogTail();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Counting + script, cancellationToken);
            string[] command =
            [
                "wrk", "--threads", Text(threads), "--connections", Text(connections), "--duration", $"{Text((int)time.TotalSeconds)}s", "--timeout", "30s",
                "--latency", "--script", file, $"{address}",
            ];
            await ChildProcess.Start(log, Path.GetTempPath(), command).EndAsync("wrk", log, time + TimeSpan.FromMinutes(1), cancellationToken);
        }
        finally
        {
            File.Delete(file);
        }

        var output = log.ToString();
        var counted = Counted().Match(output);
        var notServed = NotServed().Match(output) is { Success: true } some ? some.Groups[1].Value : "0";
        if (!counted.Success || counted.Groups[1].Value != "0" || counted.Groups[2].Value != notServed
            || output.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"Requests failed, so that their rate means nothing:{Environment.NewLine}{output}");
        }

        var (refused, records, seconds) = (Number(counted.Groups[2]), Number(counted.Groups[3]), Number(counted.Groups[4]));
        var requests = Number(Requests().Match(output).Groups[1]);
        return new LoadFigures((requests - refused) / seconds, records / seconds, Latency(output, "50%"), Latency(output, "99%"), refused / requests);
    }

    private static TimeSpan Latency(string output, string percentile)
    {
        var match = Regex.Match(output, $@"{percentile}\s+([\d.]+)(us|ms|s)\b", RegexOptions.None, TimeSpan.FromSeconds(1));
        var number = Number(match.Groups[1]);
        return match.Groups[2].Value switch
        {
            "us" => TimeSpan.FromMicroseconds(number),
            "ms" => TimeSpan.FromMilliseconds(number),
            _ => TimeSpan.FromSeconds(number),
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Group text) => double.Parse(text.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"wrong: (\d+) refused: (\d+) records: (\d+) seconds: ([\d.]+)")]
    private static partial Regex Counted();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex NotServed();

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();
}
