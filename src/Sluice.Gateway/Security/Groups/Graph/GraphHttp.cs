// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>
/// The client for Microsoft Graph: it tries again what may pass, within the time that a caller waits, and stops for a while to ask one that
/// does not answer.
/// </summary>
internal static class GraphHttp
{
    private const int MaxAnswerBytes = 64 * 1024;
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(1);

    public static HttpClient Create(GraphSettings settings)
    {
        var timeout = settings.Options.Timeout;
        var retry = new HttpRetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.FromMilliseconds(100) };

        // To be told to come back later than the caller waits is an answer.
        var isTransient = retry.ShouldHandle;
        retry.ShouldHandle = async attempt =>
            !(attempt.Outcome.Result is { } response && RetryAfter(response) > LongestRetryAfter) && await isTransient(attempt);
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddTimeout(timeout)
            .AddRetry(retry)
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                MinimumThroughput = 6,
                FailureRatio = 0.5,
                SamplingDuration = TimeSpan.FromSeconds(20),
                BreakDuration = TimeSpan.FromSeconds(5),
            })
            .AddTimeout(timeout * 0.45)
            .Build();
        var handler = new ResilienceHandler(pipeline) { InnerHandler = GraphHandler.Create(timeout, settings.AuthorityFile) };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
    }

    /// <summary>How long the server wants to be left alone; null if it says nothing of it.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - response.Headers.Date,
        _ => null,
    };
}
