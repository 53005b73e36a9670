// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Features.Topics;

/// <summary>Creating and deleting topics.</summary>
internal static class TopicsFeature
{
    public static void AddTopics(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Add(TopicsJson.Default));

    public static void MapTopics(this IEndpointRouteBuilder api) => TopicsEndpoints.Map(api);
}
