// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Files;
using Sluice.Testing.Values;

namespace Sluice.Testing.Pipelines;

/// <summary>Puts values in the place of the <c>${…}</c> of a pipeline's endpoints and services, before anything is opened.</summary>
internal sealed class PipelineValues(PipelineFile file, ValueScope values, FileFaults faults)
{
    /// <summary>The file with all of them resolved and paths made whole; what has no value is added to the faults.</summary>
    /// <remarks>Commands and their variables are resolved when they are started, and clusters when they are connected to.</remarks>
    public static PipelineFile Resolve(PipelineFile file, ValueScope values, FileFaults faults)
    {
        var resolver = new PipelineValues(file, values, faults);
        return file with
        {
            Endpoints = [.. file.Endpoints.Select(resolver.Resolve)],
            Services = [.. file.Services.Select(resolver.Resolve)],
        };
    }

    private EndpointDefinition Resolve(EndpointDefinition endpoint)
    {
        var name = $"endpoint \"{endpoint.Name}\"";
        string? Of(string? text) => Text(text, name, endpoint.Position);
        var connection = endpoint.Connection is { } written
            ? new StoreConnection(Of(written.Url) ?? "", Of(written.User), Of(written.Password), Of(written.ApiKey), Path(Of(written.CaFile))) : null;
        return endpoint with
        {
            Target = Of(endpoint.Target) ?? "", Connection = connection, Relay = Of(endpoint.Relay) is { Length: > 0 } relay ? relay : null,
            CaFile = Path(Of(endpoint.CaFile)),
        };
    }

    private ServiceDefinition Resolve(ServiceDefinition service) =>
        service with { Group = Text(service.Group, $"service \"{service.Name}\"", service.Position) };

    private string? Text(string? text, string name, FilePosition position)
    {
        try
        {
            return text is null ? null : values.ResolveText(text);
        }
        catch (ValueException exception)
        {
            faults.Add(file.File, position, $"{name}: {exception.Message}");
            return null;
        }
    }

    private string? Path(string? path) => path is null ? null : System.IO.Path.Combine(file.Folder, path);
}
