// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Hosting.Telemetry;

/// <summary>Where traces and metrics are sent by the OpenTelemetry protocol. The variables <c>OTEL_EXPORTER_OTLP_*</c> serve too.</summary>
internal sealed class OtlpOptions
{
    /// <summary>The receiver's address; with <c>http/protobuf</c> without the signal's path.</summary>
    /// <value>Default none: as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, or nothing is sent. For example <c>http://otel-collector:4317</c>.</value>
    public string? Endpoint { get; set; }

    /// <summary>How it is spoken to.</summary>
    /// <value>Default none: as <c>OTEL_EXPORTER_OTLP_PROTOCOL</c> says, or <c>grpc</c>. <c>grpc</c> or <c>http/protobuf</c>.</value>
    public string? Protocol { get; set; }
}
