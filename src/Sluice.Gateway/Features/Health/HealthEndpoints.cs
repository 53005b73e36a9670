// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sluice.Core;
using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Features.Health;

internal static class HealthEndpoints
{
    private static readonly string[] GetOrHead = ["GET", "HEAD"];
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapMethods("/live", GetOrHead, IsLive);
        health.MapMethods("/ready", GetOrHead, IsReadyAsync);
    }

    private static Ok<HealthAnswer> IsLive() => TypedResults.Ok(new HealthAnswer("live"));

    private static async Task<Ok<HealthAnswer>> IsReadyAsync(KafkaCluster kafka, Deadlines deadlines, CancellationToken cancellationToken)
    {
        await kafka.Topics.GetBrokersAsync(deadlines.StartAtMost(ReadyDeadline).Remaining, cancellationToken);
        return TypedResults.Ok(new HealthAnswer("ready"));
    }
}
