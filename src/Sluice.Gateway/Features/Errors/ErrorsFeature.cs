// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Features.Errors;

/// <summary>The catalogue of errors, as the server's own documentation.</summary>
internal static class ErrorsFeature
{
    public static void AddErrors(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Add(ErrorsJson.Default));

    public static void MapErrors(this IEndpointRouteBuilder routes) => ErrorsEndpoints.Map(routes);
}
