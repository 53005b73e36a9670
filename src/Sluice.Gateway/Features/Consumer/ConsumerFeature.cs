// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Features.Consumer;

/// <summary>Reading records by offset.</summary>
internal static class ConsumerFeature
{
    public static void AddConsumer(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Add(ConsumerJson.Default));

    public static void MapConsumer(this IEndpointRouteBuilder api) => ConsumerEndpoints.Map(api);
}
