// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Security.Callers;

namespace Sluice.Gateway.Security.Policies;

/// <summary>Refuses what the caller may not do to the topic of the path.</summary>
internal sealed class TopicAccessMiddleware(RequestDelegate next, TopicPolicy policy)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<TopicAccess>() is not { } access)
        {
            return next(context);
        }

        var topic = (string)context.Request.RouteValues["topic"]!;
        var decision = policy.Decide(context.Features.GetRequiredFeature<Caller>(), topic, access.Operation);
        if (decision == TopicDecision.Allowed)
        {
            return next(context);
        }

        var operation = access.Operation.ToString().ToLowerInvariant();
        context.Features.Set(new AccessRefusal($"no topic rule allows the caller to {operation} topic \"{topic}\""));
        if (decision == TopicDecision.Forbidden)
        {
            throw new ProblemException(
                ErrorCatalogue.Forbidden,
                $"No topic rule allows the caller to {operation} topic \"{topic}\": ask whoever runs this gateway for it.");
        }

        if (access.Operation != TopicOperation.Write)
        {
            throw HiddenTopic.Failure();
        }

        // Its answer tells of each record, so the body is read and checked as for any topic.
        context.Features.Set(HiddenTopic.Instance);
        return next(context);
    }
}
