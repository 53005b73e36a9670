// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Files;
using Sluice.Testing.Values;

namespace Sluice.Testing.Pipelines;

/// <summary>Starts the services that have a <c>run</c> command, each as a process that ends with the pipeline.</summary>
internal sealed class ServiceStarter(PipelineFile file, ValueScope values, PipelineResources resources, PipelineOptions options)
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = file.Services.Where(service => CommandOf(service).Count > 0).Select(Start).ToArray();
        await Task.WhenAll(started.Select(service => service.WaitUntilReadyAsync(options.Timeout, options.Time, cancellationToken))).ConfigureAwait(false);
    }

    private IReadOnlyList<string> CommandOf(ServiceDefinition service) =>
        options.Commands.TryGetValue(service.Name, out var command) ? command : service.Run;

    private ServiceProcess Start(ServiceDefinition service)
    {
        try
        {
            var environment = new Dictionary<string, string>(options.Variables);
            foreach (var (name, value) in service.Environment)
            {
                environment[name] = values.ResolveText(value);
            }

            return resources.Add(ServiceProcess.Start(service.Name, file.Folder, [.. CommandOf(service).Select(values.ResolveText)], environment, service.Ready));
        }
        catch (ValueException exception)
        {
            throw new FileFaultsException([new FileFault(file.File, service.Position.Line, service.Position.Column, $"service \"{service.Name}\": {exception.Message}")], exception);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            throw new PipelineException($"Service \"{service.Name}\" cannot be started: {exception.Message}", exception);
        }
    }
}
