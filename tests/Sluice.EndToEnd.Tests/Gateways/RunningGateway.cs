// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Sluice.EndToEnd.Tests.Kafka;
using Sluice.Gateway;

namespace Sluice.EndToEnd.Tests.Gateways;

/// <summary>A gateway in this process, listening on a free port of 127.0.0.1: reached over real sockets alone.</summary>
public sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningGateway(WebApplication app, GatewayClient client, NativeKafka kafka)
    {
        _app = app;
        Client = client;
        Kafka = kafka;
    }

    public GatewayClient Client { get; }

    /// <summary>The cluster behind the gateway, past the gateway.</summary>
    public NativeKafka Kafka { get; }

    public static async Task<RunningGateway> StartAsync(IReadOnlyDictionary<string, string?>? settings = null)
    {
        var all = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Gateway:Url"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        var app = GatewayApplication.Build(all);
        await app.StartAsync(CancellationToken.None);
        var client = new GatewayClient(new Uri(app.Urls.Single()));
        return new RunningGateway(app, client, new NativeKafka(await client.GetBootstrapServersAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Kafka.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
