// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Sluice.Gateway.Tests.Hosting.Telemetry;

/// <summary>Takes what is sent by OTLP over HTTP. The text in a message is UTF-8, an id its bytes: that is looked for, and not parsed.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string? ContentType, byte[] Body)> _messages = [];

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            _messages.Enqueue((context.Request.Path, context.Request.ContentType, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
    }

    public string Endpoint => _app.Urls.Single();

    public IEnumerable<string> Paths => _messages.Select(m => m.Path).Distinct();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Waits for a message at that path that has all of these.</summary>
    public async Task ShouldGetAsync(string path, params byte[][] parts)
    {
        using var late = new CancellationTokenSource(Patience);
        while (!_messages.Any(m => m.Path == path && m.ContentType == "application/x-protobuf" && parts.All(p => m.Body.AsSpan().IndexOf(p) >= 0)))
        {
            late.IsCancellationRequested.ShouldBeFalse($"Nothing like that came to {path}; messages: {string.Join(", ", Paths)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
