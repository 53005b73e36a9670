// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.DependencyInjection;

namespace Sluice.Gateway.Security.Groups.Graph;

/// <summary>Asking Microsoft Graph. Where it is off, not even the libraries for it are loaded.</summary>
internal static class GraphFeature
{
    public static void AddGraph(this IServiceCollection services)
    {
        services.AddSingleton<GraphSettings>();
        services.AddSingleton<GraphCredential>();
        services.AddSingleton<IDirectory, GraphDirectory>();
        services.AddSingleton(provider => new Lazy<IDirectory>(provider.GetRequiredService<IDirectory>));
        services.AddHostedService<GraphWarmUp>();
    }
}
