// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Hosting.Shutdown;

/// <summary>How the server stops.</summary>
internal static class ShutdownFeature
{
    public static void AddShutdown(this IServiceCollection services)
    {
        services.AddOptions<HostOptions>().Configure<IOptions<GatewayOptions>>(
            (host, gateway) => host.ShutdownTimeout = GracefulStop.TimeForRequests(gateway.Value));
        services.AddSingleton<Admission>();
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<OpenConnections>());
        services.AddHostedService<GracefulStop>();
    }

    /// <summary>First of all that a request passes, so that whatever is under way is counted.</summary>
    public static void UseAdmission(this WebApplication app) => app.UseMiddleware<AdmissionMiddleware>();
}
