// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;

namespace Sluice.Gateway.Security.Policies;

/// <summary>Says of an endpoint what it does to the topic of its path.</summary>
internal sealed record TopicAccess(TopicOperation Operation);

internal static class TopicAccessMetadata
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, TopicOperation operation)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new TopicAccess(operation));
}
