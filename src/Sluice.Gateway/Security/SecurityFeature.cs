// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Access;
using Sluice.Gateway.Security.Audit;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Groups;
using Sluice.Gateway.Security.Limits;
using Sluice.Gateway.Security.Origins;
using Sluice.Gateway.Security.Policies;
using Sluice.Gateway.Security.Tls;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Security;

/// <summary>Who may call, what they may touch and how much.</summary>
internal static class SecurityFeature
{
    public static void AddSecurity(this WebApplicationBuilder builder)
    {
        builder.AddAudit();
        builder.AddTls();
        builder.AddTokens();
        builder.AddAccess();
        builder.AddGroups();
        builder.AddPolicies();
        builder.AddLimits();
        builder.AddOrigins();
    }

    /// <summary>Decides who calls, after routing has found the operation. Wrong groups and rules end the start here.</summary>
    /// <exception cref="OptionsValidationException">Every wrong setting with its name and what to do.</exception>
    public static void UseCallers(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<IOptions<GroupOptions>>().Value;
        _ = app.Services.GetRequiredService<AccessRules>();
        app.UseOrigins();
        app.UseOverallLimits();
        app.UseMiddleware<CallerMiddleware>();
        app.UseCallerLimits();
    }

    /// <summary>Decides whether they may do it, once the topic's name is known.</summary>
    public static void UsePolicies(this WebApplication app) => app.UseMiddleware<TopicAccessMiddleware>();
}
