// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Gateway.Security.Tls;

namespace Sluice.Gateway.Security.Audit;

/// <summary>Who created and deleted topics, and who was refused.</summary>
internal static class AuditFeature
{
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
        {
            var tls = services.GetRequiredService<TlsCertificates>();
            return new SecurityMetrics(
                services.GetRequiredService<IMeterFactory>(),
                services.GetRequiredService<TimeProvider>(),
                () => tls.IsLoaded ? tls.Current.Certificate.NotAfter : null);
        });
        builder.Services.AddSingleton<AuditTrail>();
    }

    /// <summary>Before anything that answers, so that nothing is answered unseen.</summary>
    public static void UseAudit(this WebApplication app) => app.UseMiddleware<AuditMiddleware>();
}
