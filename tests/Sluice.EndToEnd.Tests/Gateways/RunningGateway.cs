// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Sluice.EndToEnd.Tests.Kafka;
using Sluice.Gateway;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>A gateway in this process, listening on a free port of 127.0.0.1: reached over real sockets alone.</summary>
public sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly Lazy<Task<NativeKafka>> _kafka;

    private RunningGateway(WebApplication app, GatewayClient client)
    {
        _app = app;
        Client = client;
        _kafka = new(async () => new NativeKafka(await client.GetBootstrapServersAsync()));
    }

    public GatewayClient Client { get; }

    /// <summary>The operator's address, where the settings have one.</summary>
    public Uri ManagementAddress => new(_app.Urls.Skip(1).Single());

    /// <summary>The cluster behind the gateway, past the gateway.</summary>
    public Task<NativeKafka> Kafka => _kafka.Value;

    public static async Task<RunningGateway> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, string? configFile = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["Gateway:Url"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Warning",

            // A slow machine is no outage: those that test the deadline set it.
            ["Gateway:Deadline"] = "00:01:00",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
        {
            all[name] = value;
        }

        var app = GatewayApplication.Build(all, configFile);
        await app.StartAsync(CancellationToken.None);
        return new RunningGateway(app, new GatewayClient(new Uri(app.Urls.First())));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_kafka.IsValueCreated)
        {
            (await _kafka.Value).Dispose();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
