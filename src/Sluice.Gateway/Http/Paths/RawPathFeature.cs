// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing;

namespace Sluice.Gateway.Http.Paths;

/// <summary>The path's parameters as the client sent them, decoded once; null where that is impossible.</summary>
internal sealed record RawPathFeature(RouteValueDictionary Values);
