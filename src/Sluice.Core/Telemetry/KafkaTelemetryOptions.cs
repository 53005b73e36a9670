// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Telemetry;

/// <summary>What a cluster's calls and clients tell of themselves.</summary>
public sealed class KafkaTelemetryOptions
{
    /// <summary>Whether metrics name the topic (<c>messaging.destination.name</c>): one series more for every topic in use. Spans always do.</summary>
    /// <value>Default false.</value>
    public bool TopicTag { get; set; }

    /// <summary>How often the native clients for writing and for metadata report on their connections (<c>statistics.interval.ms</c>).</summary>
    /// <value>Default 0: never.</value>
    public TimeSpan StatisticsInterval { get; set; }

    /// <summary>Whether records that are written get the trace's <c>traceparent</c> and <c>tracestate</c> as headers, if they have none of
    /// their own (W3C Trace Context).</summary>
    /// <value>Default false: records are stored exactly as they were sent.</value>
    public bool WriteTraceContext { get; set; }

    /// <summary>Whether the span of a read links to the traces that the records' <c>traceparent</c> headers name.</summary>
    /// <value>Default false.</value>
    public bool LinkTraceContext { get; set; }
}
