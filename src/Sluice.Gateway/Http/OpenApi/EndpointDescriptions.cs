// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.OpenApi;

/// <summary>What endpoints say of themselves that their signatures cannot.</summary>
internal static class EndpointDescriptions
{
    /// <summary>Names errors that the operation may answer, besides those of its group.</summary>
    public static TBuilder Fails<TBuilder>(this TBuilder endpoint, params ErrorCode[] codes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new FailureMetadata(codes));

    /// <summary>Describes a parameter of the path.</summary>
    public static RouteHandlerBuilder PathParameter(
        this RouteHandlerBuilder endpoint, string name, string description, OpenApiSchema schema, JsonNode example) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var parameter = operation.Parameters!.OfType<OpenApiParameter>().Single(p => p.Name == name);
            (parameter.Description, parameter.Schema, parameter.Example) = (description, schema, example);
            return Task.CompletedTask;
        });

    /// <summary>Adds a parameter of the query.</summary>
    public static RouteHandlerBuilder QueryParameter(
        this RouteHandlerBuilder endpoint, string name, string description, OpenApiSchema schema) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = schema,
            });
            return Task.CompletedTask;
        });

    /// <summary>Describes the body, which the operation reads by itself.</summary>
    public static RouteHandlerBuilder JsonBody<TBody>(
        this RouteHandlerBuilder endpoint, bool isRequired, string description, string example) =>
        endpoint.AddOpenApiOperationTransformer(async (operation, context, cancellationToken) =>
        {
            var schema = await context.GetOrCreateSchemaAsync(typeof(TBody), parameterDescription: null, cancellationToken);
            context.Document!.AddComponent(typeof(TBody).Name, schema);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = isRequired,
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = new OpenApiSchemaReference(typeof(TBody).Name, context.Document),
                        Example = JsonNode.Parse(example),
                    },
                },
            };
        });

    /// <summary>Describes a header of the answer of success.</summary>
    public static RouteHandlerBuilder AnswerHeader(
        this RouteHandlerBuilder endpoint, string name, string description, OpenApiSchema schema) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var response = (OpenApiResponse)operation.Responses!["200"];
            response.Headers ??= new Dictionary<string, IOpenApiHeader>();
            response.Headers[name] = new OpenApiHeader { Description = description, Schema = schema };
            return Task.CompletedTask;
        });

    /// <summary>Shows an answer of success.</summary>
    public static RouteHandlerBuilder AnswerExample(this RouteHandlerBuilder endpoint, string description, string example) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var response = (OpenApiResponse)operation.Responses!["200"];
            response.Description = description;
            response.Content!["application/json"].Example = JsonNode.Parse(example);
            return Task.CompletedTask;
        });
}
