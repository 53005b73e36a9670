// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.OpenApi;

/// <summary>Lists an operation's errors by status.</summary>
internal sealed class FailureResponses : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var codes = context.Description.ActionDescriptor.EndpointMetadata.OfType<FailureMetadata>().SelectMany(f => f.Codes).Distinct();
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemAnswer), parameterDescription: null, cancellationToken);
        context.Document!.AddComponent(nameof(ProblemAnswer), schema);
        operation.Responses ??= [];
        foreach (var status in codes.GroupBy(c => c.Status).OrderBy(g => g.Key))
        {
            operation.Responses[status.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join("; ", status.Select(c => $"`{c.Code}`: {c.When}")),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemResponse.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemAnswer), context.Document) },
                },
            };
        }
    }
}
