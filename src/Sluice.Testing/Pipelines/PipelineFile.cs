// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Pipelines;

/// <summary>What a pipeline file says. Texts may still hold <c>${…}</c>, until <see cref="PipelineValues"/> has resolved them.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="File">The file as it was named.</param>
/// <param name="Clusters">The Kafka clusters, by name, in the file's order.</param>
/// <param name="Endpoints">The endpoints in the file's order.</param>
/// <param name="Services">The services in the file's order.</param>
/// <param name="AllowsFaults">Whether cases may disturb groups, brokers and stores.</param>
internal sealed record PipelineFile(
    string Name, string File, IReadOnlyList<ClusterDefinition> Clusters, IReadOnlyList<EndpointDefinition> Endpoints,
    IReadOnlyList<ServiceDefinition> Services, bool AllowsFaults)
{
    /// <summary>The folder that paths in the file begin at.</summary>
    public string Folder => Path.GetDirectoryName(Path.GetFullPath(File)) ?? ".";

    public EndpointDefinition? FindEndpoint(string name) => Endpoints.FirstOrDefault(endpoint => endpoint.Name == name);

    public ServiceDefinition? FindService(string name) => Services.FirstOrDefault(service => service.Name == name);
}
