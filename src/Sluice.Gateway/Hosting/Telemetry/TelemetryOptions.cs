// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Telemetry;

/// <summary>What the gateway tells of itself, section <c>Telemetry</c>.</summary>
internal sealed class TelemetryOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Telemetry";

    /// <summary>Whether metrics of Kafka name the topic: one series more for every topic in use. Traces always do.</summary>
    /// <value>Default false.</value>
    public bool TopicTag { get; set; }

    /// <summary>How often the Kafka clients report on their connections (<c>statistics.interval.ms</c>), where metrics are exported.</summary>
    /// <value>Default 15 s; 1 s–1 h, or 0 for never.</value>
    public TimeSpan StatisticsInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether records that are written get the request's <c>traceparent</c> and <c>tracestate</c> as headers, unless they have a
    /// <c>traceparent</c> of their own.</summary>
    /// <value>Default false: records are stored exactly as they were sent.</value>
    public bool WriteTraceContext { get; set; }

    /// <summary>Whether the span of a read links to the traces that the records' <c>traceparent</c> headers name.</summary>
    /// <value>Default false.</value>
    public bool LinkTraceContext { get; set; }

    /// <summary>Sending traces and metrics by OTLP.</summary>
    public OtlpOptions Otlp { get; set; } = new();

    /// <summary>The log on the console.</summary>
    public LogOptions Logs { get; set; } = new();
}
