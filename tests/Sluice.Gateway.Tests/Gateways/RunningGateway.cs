// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;

namespace Sluice.Gateway.Tests.Gateways;

/// <summary>A gateway on a free port of this machine.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningGateway(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Management = new HttpClient { BaseAddress = new Uri(app.Urls.Last()) };
    }

    public HttpClient Client { get; }

    /// <summary>Asks at the management address, where there is one.</summary>
    public HttpClient Management { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningGateway> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        var app = GatewayApplication.Build(new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Gateway:Url"] = "http://127.0.0.1:0",
            ["Logging:LogLevel:Default"] = "Information",
        }, configure: configure);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningGateway(app);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Management.Dispose();
        await StopAsync();
        await _app.DisposeAsync();
    }
}
