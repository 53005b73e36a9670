// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Writing records.</summary>
internal static class ProducerFeature
{
    public static void AddProducer(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Add(ProducerJson.Default));
        services.AddSingleton<ProduceAnswerWriter>();
    }

    public static void MapProducer(this IEndpointRouteBuilder api) => ProducerEndpoints.Map(api);
}
