// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;

namespace Sluice.Gateway.Security.Limits;

/// <summary>How much one caller, and all of them together, may ask for.</summary>
internal static class LimitsFeature
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
    }

    /// <summary>Before it is known who calls: bounds over all requests.</summary>
    public static void UseOverallLimits(this WebApplication app)
    {
    }

    /// <summary>Once it is known who calls: bounds for each caller.</summary>
    public static void UseCallerLimits(this WebApplication app)
    {
    }
}
