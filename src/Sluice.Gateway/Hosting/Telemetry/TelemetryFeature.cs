// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Sluice.Core.Telemetry;
using Sluice.Gateway.Hosting.Logs;

namespace Sluice.Gateway.Hosting.Telemetry;

/// <summary>Traces, metrics and logs, and where they go.</summary>
internal static class TelemetryFeature
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.SectionName);
        builder.Services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        builder.Logging.AddConsoleFormatter<JsonLineFormatter, ConsoleFormatterOptions>();
        builder.Services.AddOptions<ConsoleLoggerOptions>().Configure<IOptions<TelemetryOptions>>((console, telemetry) =>
        {
            if (telemetry.Value.Logs.Format == LogFormat.Json)
            {
                console.FormatterName = JsonLineFormatter.FormatterName;
            }
        });
        builder.AddExporters();
        var isCollected = Exporters.ExportsMetrics(builder.Configuration);
        builder.Services.AddSingleton(services => CreateKafkaTelemetry(services, isCollected));
    }

    /// <summary>Notes every request, if that is asked for: before anything that answers.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value.Logs.Requests)
        {
            app.UseMiddleware<RequestLogMiddleware>();
        }
    }

    /// <summary>Lets the log say on whose behalf something is done: once it is known who calls.</summary>
    public static void UseCallerInLog(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value.Logs.Format == LogFormat.Json)
        {
            app.UseMiddleware<CallerScopeMiddleware>();
        }
    }

    private static KafkaTelemetry CreateKafkaTelemetry(IServiceProvider services, bool isCollected)
    {
        var options = services.GetRequiredService<IOptions<TelemetryOptions>>().Value;
        var kafka = new KafkaTelemetryOptions
        {
            TopicTag = options.TopicTag,
            WriteTraceContext = options.WriteTraceContext,
            LinkTraceContext = options.LinkTraceContext,
            StatisticsInterval = isCollected ? options.StatisticsInterval : TimeSpan.Zero,
        };
        return new KafkaTelemetry(services.GetRequiredService<IMeterFactory>(), kafka, services.GetRequiredService<TimeProvider>());
    }
}
