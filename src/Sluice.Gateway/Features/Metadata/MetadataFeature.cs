// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Features.Metadata;

/// <summary>Brokers, topics and partitions.</summary>
internal static class MetadataFeature
{
    public static void AddMetadata(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Add(MetadataJson.Default));

    public static void MapMetadata(this IEndpointRouteBuilder api) => MetadataEndpoints.Map(api);
}
