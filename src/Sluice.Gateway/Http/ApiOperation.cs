// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Gateway.Http;

/// <summary>Marks the endpoints of the API: their path parameters come from the raw target, and they answer JSON.</summary>
internal sealed class ApiOperation
{
    public static ApiOperation Instance { get; } = new();
}
