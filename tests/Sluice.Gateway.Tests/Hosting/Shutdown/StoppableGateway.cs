// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Sluice.Gateway.Hosting.Shutdown;

namespace Sluice.Gateway.Tests.Hosting.Shutdown;

/// <summary>A gateway with a topic on its embedded cluster, which a test stops.</summary>
internal sealed class StoppableGateway : IAsyncDisposable
{
    public const string Topic = "stops";
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly WebApplication _app;
    private readonly FakeLoggerProvider _log;
    private readonly CancellationTokenSource _timeIsOver = new();
    private Task? _stop;

    private StoppableGateway(WebApplication app, FakeLoggerProvider log)
    {
        _app = app;
        _log = log;
        Address = new Uri(app.Urls.First());
        Http2Address = new Uri(app.Urls.Last());
        Client = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Where HTTP/2 is spoken without TLS.</summary>
    public Uri Http2Address { get; }

    public HttpClient Client { get; }

    private Admission Admission => _app.Services.GetRequiredService<Admission>();

    public static async Task<StoppableGateway> StartAsync(string timeout, string delay = "00:00:00")
    {
        var log = new FakeLoggerProvider();
        var settings = new Dictionary<string, string?>
        {
            ["Gateway:Url"] = "http://127.0.0.1:0",
            ["Gateway:ShutdownTimeout"] = timeout,
            ["Gateway:ShutdownDelay"] = delay,
        };
        var app = GatewayApplication.Build(settings, configure: builder =>
        {
            builder.Services.AddSingleton<ILoggerProvider>(log);
            builder.Services.Configure<KestrelServerOptions>(server => server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new StoppableGateway(app, log);
    }

    public async Task CreateTopicAsync() => (await Client.PutAsJsonAsync(
        new Uri("v1/topics/" + Topic, UriKind.Relative), new { partition_count = 1 }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

    /// <summary>Begins the stop; the task ends with it.</summary>
    public Task StopAsync() => _stop ??= _app.StopAsync(_timeIsOver.Token);

    /// <summary>Ends the time that the stop has.</summary>
    public Task HurryAsync() => _timeIsOver.CancelAsync();

    public Task HasUnderWayAsync(int requests) => Eventually.HoldsAsync(() => Admission.UnderWay == requests);

    public Task IsClosedAsync() => Eventually.HoldsAsync(() => Admission.IsClosed);

    /// <summary>Waits until the gateway says that it stops.</summary>
    public Task<FakeLogRecord> SaysAsync(int eventId) => Eventually.FindAsync(() => _log.Collector.GetSnapshot().FirstOrDefault(r => r.Id.Id == eventId));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        _timeIsOver.Dispose();
    }
}
