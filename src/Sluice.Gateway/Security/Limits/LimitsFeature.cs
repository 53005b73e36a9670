// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Http.Memory;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Security.Limits;

/// <summary>How much one caller, and all of them together, may ask for.</summary>
internal static class LimitsFeature
{
    private static readonly Problem NoMemory = new(
        ErrorCatalogue.Overloaded, "The requests in flight hold all the memory that Limits:MemoryBudget gives: try again shortly.");

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.SectionName);
        builder.Services.AddSingleton<IValidateOptions<LimitsOptions>, LimitsOptionsValidator>();
        builder.Services.AddSingleton(services => CreateBudget(services.GetRequiredService<IOptions<LimitsOptions>>().Value));
        builder.Services.AddSingleton<CallerLimits>();
        builder.Services.AddSingleton<ConnectionLimit>();
        builder.Services.ConfigureOptions<ServerLimits>();
    }

    /// <summary>Before it is known who calls: bounds over all requests.</summary>
    public static void UseOverallLimits(this WebApplication app) => app.UseMiddleware<OverallLimitMiddleware>();

    /// <summary>Once it is known who calls: bounds for each caller.</summary>
    public static void UseCallerLimits(this WebApplication app) => app.UseMiddleware<CallerLimitMiddleware>();

    private static MemoryBudget CreateBudget(LimitsOptions options) =>
        options.MemoryBudget == 0 ? MemoryBudget.Unbounded() : new MemoryBudget(options.MemoryBudget, NoMemory);
}
