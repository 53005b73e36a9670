// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Http;

/// <summary>Marks the endpoints of the API: their path parameters come from the raw target, and they answer JSON.</summary>
internal sealed class ApiOperation
{
    public static ApiOperation Instance { get; } = new();

    /// <summary>Whether the request's path and verb name one of them, which is known once it is routed.</summary>
    public static bool IsAskedBy(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>() is not null;
}
