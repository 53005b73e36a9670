// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Security.Policies;

/// <summary>Topic rules: who may do what to which topic.</summary>
internal static class PoliciesFeature
{
    public static void AddPolicies(this WebApplicationBuilder builder) => builder.Services.AddSingleton<TopicPolicy>();
}
