// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Features.Health;

/// <summary>Whether the server runs, and whether Kafka answers it.</summary>
internal static class HealthFeature
{
    public static void AddHealth(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Add(HealthJson.Default));

    public static void MapHealth(this IEndpointRouteBuilder routes) => HealthEndpoints.Map(routes);
}
