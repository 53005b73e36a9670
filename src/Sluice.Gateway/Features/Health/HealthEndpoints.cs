// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sluice.Core;
using Sluice.Core.Errors;
using Sluice.Gateway.Hosting.Shutdown;
using Sluice.Gateway.Http;
using Sluice.Gateway.Http.OpenApi;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Security.Tokens;

namespace Sluice.Gateway.Features.Health;

internal static class HealthEndpoints
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").DisableRateLimiting();
        health.MapMethods("/live", HttpVerbs.GetOrHead, IsLive)
            .WithName("IsLive").WithSummary("The server runs").WithDescription("Asks nothing of Kafka.")
            .AnswerExample("It runs.", """{"status":"live"}""")
            .Fails(ErrorCatalogue.Overloaded);
        health.MapMethods("/ready", HttpVerbs.GetOrHead, IsReadyAsync)
            .WithName("IsReady").WithSummary("Kafka answers, and tokens can be checked")
            .WithDescription("Asks Kafka for its brokers and waits two seconds at most. Where tokens are needed, it says no until the keys of one issuer "
                + "have been read. A server that is about to stop says no at once.")
            .AnswerExample("It can serve.", """{"status":"ready"}""")
            .Fails(
                ErrorCatalogue.KafkaRefused, ErrorCatalogue.KafkaUnavailable, ErrorCatalogue.IdentityUnavailable, ErrorCatalogue.Overloaded,
                ErrorCatalogue.Stopping);
    }

    private static Ok<HealthAnswer> IsLive() => TypedResults.Ok(new HealthAnswer("live"));

    private static async Task<Ok<HealthAnswer>> IsReadyAsync(
        KafkaCluster kafka, TokenAuthentication tokens, Admission admission, Deadlines deadlines, CancellationToken cancellationToken)
    {
        if (admission.IsStopping)
        {
            throw new ProblemException(ErrorCatalogue.Stopping, "This gateway is about to stop: send requests to another one.");
        }

        try
        {
            var deadline = deadlines.StartAtMost(ReadyDeadline);
            await tokens.WaitUntilReadyAsync(deadline.Remaining, cancellationToken);
            await kafka.Topics.GetBrokersAsync(deadline.Remaining, cancellationToken);
            return TypedResults.Ok(new HealthAnswer("ready"));
        }
        catch (KafkaFailureException e) when (e.Failure.Code == FailureCode.KafkaTimeout)
        {
            // To who asks whether to send requests here, a Kafka that does not answer is one that is not there.
            throw new KafkaFailureException(FailureCode.KafkaUnavailable, e.Failure.Detail, e);
        }
    }
}
