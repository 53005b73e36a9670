// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Soak.Gateways;

namespace Sluice.LoadBench.Load;

/// <summary>What a gateway says of itself at its management address.</summary>
internal sealed partial class GatewayMetrics : IDisposable
{
    private readonly HttpClient _client;

    /// <param name="gateway">A gateway with <see cref="Settings"/>.</param>
    public GatewayMetrics(GatewayProcess gateway) => _client = new HttpClient { BaseAddress = gateway.Management };

    /// <summary>What makes a gateway serve them.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { [GatewayProcess.ManagementSetting] = "http://127.0.0.1:0" };

    /// <summary>A metric by its Prometheus name, the sum of its series.</summary>
    /// <exception cref="InvalidOperationException">There is none of that name.</exception>
    public async Task<double> GetAsync(string name, CancellationToken cancellationToken)
    {
        var metrics = await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken);
        var series = Line().Matches(metrics).Where(line => line.Groups[1].Value == name).ToArray();
        return series.Length > 0
            ? series.Sum(line => double.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"The gateway has no metric {name}.");
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex(@"^(\w+)(?:\{[^}]*\})? ([\d.eE+]+)", RegexOptions.Multiline)]
    private static partial Regex Line();
}
