// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Sluice.Core.Topics;
using Sluice.Gateway.Http.Problems;

namespace Sluice.Gateway.Http.Paths;

/// <summary>Puts what <see cref="RawPathMiddleware"/> found, where it had to look, in the place of routing's parameters; refuses impossible topic names.</summary>
internal sealed class RawPathValuesMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<RawPathFeature>() is { } raw)
        {
            foreach (var (name, value) in raw.Values)
            {
                context.Request.RouteValues[name] = value ?? "";
            }

            if (raw.Values.TryGetValue("topic", out var decoded) && decoded is null)
            {
                throw new ProblemException(ErrorCatalogue.InvalidTopic, "The topic's name is not UTF-8 with whole percent escapes.");
            }
        }

        if (context.Request.RouteValues.TryGetValue("topic", out var topic))
        {
            TopicName.Validate((string)topic!);
        }

        return next(context);
    }
}
