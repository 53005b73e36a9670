// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Tests.Hosting.Telemetry;

/// <summary>An instrument, and the metric that Prometheus gets of it.</summary>
internal sealed record InstrumentRow(string Meter, string Name, string Kind, string Unit, string[] Tags, string Meaning)
{
    /// <summary>Counter, gauge or histogram.</summary>
    public string PrometheusType => Kind switch
    {
        "Histogram" => "histogram",
        "Counter" or "ObservableCounter" => "counter",
        _ => "gauge",
    };

    /// <summary>The name by Prometheus' rules: dots become underscores; the unit and, of counters, "total" follow.</summary>
    public string PrometheusName =>
        string.Join('_', ((string?[])[Name.Replace('.', '_'), UnitName, PrometheusType == "counter" ? "total" : null]).OfType<string>());

    /// <summary>The series that there are of it.</summary>
    public string[] PrometheusSeries => PrometheusType == "histogram"
        ? [PrometheusName + "_bucket", PrometheusName + "_sum", PrometheusName + "_count"]
        : [PrometheusName];

    private string? UnitName => Unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        _ => null,
    };
}
