// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Security.Groups.Graph;

namespace Sluice.Gateway.Security.Groups;

/// <summary>Security groups: who may come in at all.</summary>
internal static class GroupsFeature
{
    public static void AddGroups(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GroupOptions>()
            .BindConfiguration(GroupOptions.SectionName, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<GroupOptions>, GroupOptionsValidator>();
        builder.Services.AddGraph();
        builder.Services.AddSingleton<Memberships>();
        builder.Services.AddSingleton<GroupGate>();
    }
}
