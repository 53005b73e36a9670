// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Pipelines;

/// <summary>Which way data takes through the services. Immutable; thread-safe.</summary>
internal sealed class Topology(PipelineFile pipeline)
{
    /// <summary>The services that write to this endpoint, in the file's order.</summary>
    public IReadOnlyList<ServiceDefinition> WritersOf(string endpoint) => [.. pipeline.Services.Where(service => service.Out.Contains(endpoint))];

    /// <summary>The services on the way to this endpoint, those that come first first. A service that reads what it writes stands once.</summary>
    public IReadOnlyList<ServiceDefinition> UpstreamOf(string endpoint)
    {
        var found = new List<ServiceDefinition>();
        Visit(endpoint, found, []);
        return found;
    }

    /// <summary>The endpoints on the way to this one, in the order of the services, ending with itself.</summary>
    public IReadOnlyList<string> WayTo(string endpoint) =>
        [.. UpstreamOf(endpoint).SelectMany(service => service.In).Distinct().Where(name => name != endpoint), endpoint];

    private void Visit(string endpoint, List<ServiceDefinition> found, HashSet<string> visited)
    {
        foreach (var service in WritersOf(endpoint).Where(service => visited.Add(service.Name)))
        {
            foreach (var input in service.In)
            {
                Visit(input, found, visited);
            }

            found.Add(service);
        }
    }
}
