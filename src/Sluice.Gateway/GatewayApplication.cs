// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Features.Consumer;
using Sluice.Gateway.Features.Errors;
using Sluice.Gateway.Features.Health;
using Sluice.Gateway.Features.Metadata;
using Sluice.Gateway.Features.Producer;
using Sluice.Gateway.Features.Topics;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Hosting.Management;
using Sluice.Gateway.Hosting.Settings;
using Sluice.Gateway.Hosting.Shutdown;
using Sluice.Gateway.Hosting.Telemetry;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.OpenApi;
using Sluice.Gateway.Security;
using Sluice.Gateway.Security.Audit;

namespace Sluice.Gateway;

/// <summary>The gateway's one entry.</summary>
public static class GatewayApplication
{
    /// <summary>
    /// Builds the server. Configuration comes, the later over the earlier, from appsettings.json beside the working directory,
    /// <paramref name="configFile"/>, environment variables and <paramref name="settings"/> (keys such as <c>Kafka:BootstrapServers</c>).
    /// Without bootstrap servers an embedded cluster is started with it and stopped with it.
    /// </summary>
    /// <exception cref="OptionsValidationException">Every wrong setting with its name and what to do.</exception>
    public static WebApplication Build(
        IReadOnlyDictionary<string, string?>? settings = null, string? configFile = null, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.AddConfiguration(settings, configFile);
        builder.AddHosting();
        builder.AddTelemetry();
        builder.AddSecurity();
        builder.Services.AddHttp();
        builder.Services.AddMetadata();
        builder.Services.AddTopics();
        builder.Services.AddProducer();
        builder.Services.AddConsumer();
        builder.Services.AddHealth();
        builder.Services.AddErrors();
        builder.Services.AddDocumentation();
        configure?.Invoke(builder);
        UnknownSettings.Check(builder.Configuration);

        var app = builder.Build();
        app.UseHosting();
        var management = app.UseManagement();
        app.UseRequestLog();
        app.UseAudit();
        app.UseAdmission();
        app.UseHttp();
        app.UseCallers();
        app.UseCallerInLog();
        app.UsePathValues();
        app.UsePolicies();
        app.UseContent();
        var api = app.MapApi();
        api.MapMetadata();
        api.MapTopics();
        api.MapProducer();
        api.MapConsumer();
        management.MapHealth();
        app.MapErrors();
        app.MapDocumentation();
        return app;
    }
}
