// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Security.Audit;

/// <summary>Who created and deleted topics, and who was refused.</summary>
internal static class AuditFeature
{
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SecurityMetrics>();
        builder.Services.AddSingleton<AuditTrail>();

        // Only a rule of its own switches it off: the filter of all others is shorter and yields to this one.
        builder.Logging.AddFilter(AuditTrail.Category, LogLevel.Information);
    }

    /// <summary>Before anything that answers, so that nothing is answered unseen.</summary>
    public static void UseAudit(this WebApplication app) => app.UseMiddleware<AuditMiddleware>();
}
