// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Sluice.Core.Telemetry;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Hosting.Management;
using Sluice.Gateway.Security;

namespace Sluice.Gateway.Hosting.Telemetry;

/// <summary>Who gets traces and metrics. Where nobody does, nothing of OpenTelemetry is even loaded, so that the start stays fast.</summary>
internal static class Exporters
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string ServiceName = "sluice-gateway";

    /// <summary>The meters whose metrics are exported.</summary>
    public static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime",
        KafkaTelemetry.Name, SecurityMetrics.MeterName,
    ];

    /// <summary>Whether anybody gets metrics.</summary>
    public static bool ExportsMetrics(IConfiguration settings) => ManagementFeature.IsOn(settings) || Sends(settings, "METRICS");

    public static void AddExporters(this WebApplicationBuilder builder)
    {
        TakeOwnSettings(builder.Configuration);
        var sendsTraces = Sends(builder.Configuration, "TRACES");
        if (ExportsMetrics(builder.Configuration) || sendsTraces)
        {
            Add(builder, sendsTraces);
        }
    }

    private static void Add(WebApplicationBuilder builder, bool sendsTraces)
    {
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService(ServiceName, serviceVersion: typeof(Exporters).Assembly.GetName().Version?.ToString(3))
            .AddEnvironmentVariableDetector());
        if (ExportsMetrics(builder.Configuration))
        {
            telemetry.WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters);
                if (ManagementFeature.IsOn(builder.Configuration))
                {
                    metrics.AddPrometheusExporter();
                }

                if (Sends(builder.Configuration, "METRICS"))
                {
                    metrics.AddOtlpExporter();
                }
            });
        }

        if (sendsTraces)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(KafkaTelemetry.Name)
                .AddAspNetCoreInstrumentation(o => o.Filter = context => context.Features.Get<ManagementConnection>() is null)
                .AddOtlpExporter());
        }
    }

    // As the standard variables, so that what belongs to them (paths of signals, headers, intervals) goes with them.
    private static void TakeOwnSettings(ConfigurationManager settings)
    {
        var own = settings.GetSection($"{TelemetryOptions.SectionName}:{nameof(TelemetryOptions.Otlp)}");
        var standard = new Dictionary<string, string?>();
        Take(nameof(OtlpOptions.Endpoint), Endpoint);
        Take(nameof(OtlpOptions.Protocol), Protocol);
        if (standard.Count > 0)
        {
            settings.AddInMemoryCollection(standard);
        }

        void Take(string name, string variable)
        {
            if (own[name] is { Length: > 0 } value)
            {
                standard[variable] = value;
            }
        }
    }

    private static bool Sends(IConfiguration settings, string signal) =>
        !string.IsNullOrWhiteSpace(settings[Endpoint]) || !string.IsNullOrWhiteSpace(settings[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);
}
