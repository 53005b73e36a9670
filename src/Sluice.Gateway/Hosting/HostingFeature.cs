// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Embedded;
using Sluice.Core.Telemetry;
using Sluice.Gateway.Hosting.Listening;
using Sluice.Gateway.Hosting.Shutdown;
using Sluice.Gateway.Hosting.Telemetry;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Tls;

namespace Sluice.Gateway.Hosting;

/// <summary>The server's settings, its cluster, its log and where it listens.</summary>
internal static class HostingFeature
{
    private static readonly TimeSpan SecretTimeout = TimeSpan.FromSeconds(10);

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>()
            .Configure<IConfiguration>((options, settings) => options.Url = settings[WebHostDefaults.ServerUrlsKey] ?? options.Url)
            .BindConfiguration(GatewayOptions.SectionName)
            .PostConfigure<IOptions<TlsOptions>>((options, tls) =>
                options.Url ??= tls.Value.IsOn ? "https://127.0.0.1:9400" : "http://127.0.0.1:9400");
        builder.Services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        builder.Services.AddOptions<ManagementOptions>().BindConfiguration(ManagementOptions.SectionName);
        builder.Services.AddOptions<KafkaConnectionOptions>().BindConfiguration(KafkaConnectionOptions.SectionName);
        builder.Services.AddOptions<KafkaClusterOptions>().BindConfiguration(KafkaConnectionOptions.SectionName);
        builder.Services.AddSingleton<IValidateOptions<KafkaClusterOptions>, KafkaClusterOptionsValidator>();
        builder.Services.AddOptions<EmbeddedClusterOptions>().BindConfiguration(EmbeddedClusterOptions.SectionName);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<EmbeddedClusterHolder>();
        builder.Services.AddSingleton(OpenCluster);

        // It needs the cluster, so wrong settings of that end the start and not the first request.
        builder.Services.AddSingleton<BannerText>();
        builder.Services.AddHostedService<StartBanner>();
        builder.Services.AddShutdown();
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<KestrelServerOptions>(server =>
        {
            server.AddServerHeader = false;
            server.RequestHeaderEncodingSelector = LengthEncoding.Of!;
        });
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, Listeners>();
    }

    private static KafkaCluster OpenCluster(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<KafkaClusterOptions>>().Value;
        var logs = services.GetRequiredService<ILoggerFactory>();
        var time = services.GetRequiredService<TimeProvider>();
        var telemetry = services.GetRequiredService<KafkaTelemetry>();
        var connection = services.GetRequiredService<IOptions<KafkaConnectionOptions>>().Value;
        if (services.GetRequiredService<EmbeddedClusterHolder>().Cluster is not { } embedded)
        {
            // Once, while the server starts: nothing else could go on meanwhile.
            var loaded = LoadedConnection.LoadAsync(connection, SecretTimeout, CancellationToken.None, time).GetAwaiter().GetResult();
            foreach (var warning in loaded.Warnings)
            {
                Log.ConnectionWarning(logs.CreateLogger<KafkaCluster>(), warning);
            }

            return KafkaCluster.Open(loaded.Connection, options, logs, time, telemetry);
        }

        // They are for a real cluster and have no effect here, but a wrong one is not kept for the day there is one.
        connection.BootstrapServers = embedded.BootstrapServers;
        KafkaConnection.Create(connection);
        return KafkaCluster.Open(embedded, options, logs, time, telemetry);
    }

    /// <summary>Checks the settings before anything listens.</summary>
    /// <exception cref="OptionsValidationException">Every wrong setting with its name and what to do.</exception>
    public static void UseHosting(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<IOptions<KafkaClusterOptions>>().Value;
        _ = app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        _ = app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value;
    }
}
