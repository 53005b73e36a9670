// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>Asking Microsoft Graph. Nothing of it is made before the first question.</summary>
internal static class GraphFeature
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(1);

    public static void AddGraph(this IServiceCollection services)
    {
        services.AddHttpClient(GraphDirectory.ClientName)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => CreateHandler(provider.GetRequiredService<GraphSettings>()))
            .AddStandardResilienceHandler()
            .Configure((resilience, provider) => Configure(resilience, provider.GetRequiredService<GraphSettings>().Options));

        // What becomes of a question is told by the directory, once.
        services.Configure<LoggerFilterOptions>(filters => filters.AddFilter("Polly", LogLevel.None));
        services.AddSingleton<GraphSettings>();
        services.AddSingleton<GraphCredential>();
        services.AddSingleton<GraphDirectory>();
        services.AddSingleton<IDirectory>(provider => provider.GetRequiredService<GraphDirectory>());
        services.AddHostedService<GraphWarmUp>();
    }

    private static SocketsHttpHandler CreateHandler(GraphSettings settings) =>
        GraphHandler.Create(settings.Options.Timeout, settings.AuthorityFile);

    private static void Configure(HttpStandardResilienceOptions resilience, GraphOptions options)
    {
        resilience.TotalRequestTimeout.Timeout = options.Timeout;
        resilience.AttemptTimeout.Timeout = options.Timeout * 0.45;
        resilience.Retry.MaxRetryAttempts = 2;
        resilience.Retry.Delay = TimeSpan.FromMilliseconds(100);
        resilience.CircuitBreaker.MinimumThroughput = 6;
        resilience.CircuitBreaker.FailureRatio = 0.5;
        resilience.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(20);
        resilience.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);

        // To be told to come back later than the caller waits is an answer.
        var isTransient = resilience.Retry.ShouldHandle;
        resilience.Retry.ShouldHandle = async attempt =>
            !(attempt.Outcome.Result is { } response && GraphDirectory.RetryAfter(response) > LongestRetryAfter)
            && await isTransient(attempt);
    }
}
