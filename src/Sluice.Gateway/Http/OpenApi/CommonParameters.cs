// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.OpenApi;

namespace Sluice.Gateway.Http.OpenApi;

/// <summary>Parameters that several operations have.</summary>
internal static class CommonParameters
{
    public static RouteHandlerBuilder TopicParameter(this RouteHandlerBuilder endpoint) => endpoint.PathParameter(
        "topic",
        "The topic's name: 1–249 characters of a–z, A–Z, 0–9, `.`, `_` and `-`.",
        new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 249, Pattern = "^[a-zA-Z0-9._-]+$" },
        "orders");

    public static RouteHandlerBuilder PartitionParameter(this RouteHandlerBuilder endpoint) => endpoint.PathParameter(
        "partition",
        "The partition's number, from 0.",
        new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0" },
        0);
}
