// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;

namespace Sluice.Gateway.Features.Producer;

/// <summary>Writing records.</summary>
internal static class ProducerFeature
{
    public static void MapProducer(this IEndpointRouteBuilder api) => ProducerEndpoints.Map(api);
}
