// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.OpenApi;

/// <summary>The API's description for programs, and a page of it for people that needs nothing from elsewhere.</summary>
internal static class OpenApiFeature
{
    public static void AddDocumentation(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Add(ProblemJson.Default));
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer<DocumentInfo>();
            options.AddOperationTransformer<FailureResponses>();
        });
    }

    public static void MapDocumentation(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi().Add(AnswerHead);
        routes.MapScalarApiReference("/docs", options => options
            .WithTitle("Sluice gateway")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .HideClientButton()).Add(AnswerHead);
    }

    // Both map GET alone.
    private static void AnswerHead(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<HttpMethodMetadata>().FirstOrDefault() is { } methods)
        {
            endpoint.Metadata.Remove(methods);
            endpoint.Metadata.Add(new HttpMethodMetadata(HttpVerbs.GetOrHead));
        }
    }
}
