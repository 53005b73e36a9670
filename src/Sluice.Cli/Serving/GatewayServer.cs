// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sluice.Core;
using Sluice.Gateway;

namespace Sluice.Cli.Serving;

/// <summary>The gateway as a process of the command line: its failures to start are one line each.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private GatewayServer(WebApplication application) => _application = application;

    public KafkaCluster Cluster => _application.Services.GetRequiredService<KafkaCluster>();

    /// <summary>Where it listens, once started; with the real port if 0 was asked for.</summary>
    public string Address => _application.Urls.First();

    /// <summary>Signalled when the server begins to stop, for whatever reason.</summary>
    public CancellationToken Stopping => _application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    public static GatewayServer Build(IReadOnlyDictionary<string, string?> settings, string? configFile)
    {
        NativeMemory.ReturnLargeBlocks();
        try
        {
            return new GatewayServer(GatewayApplication.Build(
                settings, configFile, builder => builder.Services.AddSingleton<IHostLifetime, SignalsOfProgram>()));
        }
        catch (Exception fault) when (ConfigurationFault.IsIn(fault))
        {
            throw ConfigurationFault.Create(fault);
        }
    }

    /// <summary>Serves until the token or a signal stops it; requests under way are finished first.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        await StopInTimeAsync(_application.WaitForShutdownAsync(cancellationToken));
    }

    /// <summary>Stops accepting and waits for the requests under way.</summary>
    /// <exception cref="CommandException">Some had to be cut off.</exception>
    public Task StopAsync() => StopInTimeAsync(_application.StopAsync());

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (Exception fault) when (ConfigurationFault.IsIn(fault))
        {
            throw ConfigurationFault.Create(fault);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new CommandException(
                ExitCodes.Environment,
                $"{failure.Message.TrimEnd('.')}. End the other program, or choose another address with --url (or --management-url).",
                failure);
        }
        catch (Exception failure) when (FindSocketFault(failure) is { } fault)
        {
            var advice = fault.SocketErrorCode == SocketError.AccessDenied
                ? "a port below 1024 needs the capability CAP_NET_BIND_SERVICE (of a systemd unit: AmbientCapabilities), or take a higher one"
                : "see that --url and --management-url name addresses of this machine";
            throw new CommandException(ExitCodes.Environment, $"The server cannot listen: {fault.Message}: {advice}.", failure);
        }
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    // Of localhost the server tries both addresses before it gives up.
    private static SocketException? FindSocketFault(Exception failure) => failure switch
    {
        SocketException fault => fault,
        IOException { InnerException: AggregateException { InnerExceptions: [SocketException fault, ..] } } => fault,
        _ => null,
    };

    private static async Task StopInTimeAsync(Task stop)
    {
        try
        {
            await stop;
        }
        catch (TimeoutException unfinished)
        {
            throw new CommandException(ExitCodes.Failed, unfinished.Message, unfinished);
        }
    }
}
