// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;

namespace Sluice.Gateway.Features.Consumer;

/// <summary>Reading records by offset.</summary>
internal static class ConsumerFeature
{
    public static void MapConsumer(this IEndpointRouteBuilder api) => ConsumerEndpoints.Map(api);
}
