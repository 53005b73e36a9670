// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Security.Access;

/// <summary>The settings of groups and topic rules, which may change while the server runs.</summary>
internal static class AccessFeature
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AccessRules>();
        builder.Services.AddHostedService<AccessReload>();
    }
}
