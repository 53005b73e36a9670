// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Testing.Tests.Stores;

/// <summary>Answers like an Elasticsearch that a test has in mind, and keeps what it was asked.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private volatile bool _isClosing;
    private readonly Task _loop;

    public StubServer(Func<StubRequest, (int Status, string Body)> answer)
    {
        Address = new UriBuilder("http", "127.0.0.1", FreePort()).Uri;
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _loop = ServeAsync(answer);
    }

    public Uri Address { get; }

    public List<StubRequest> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _isClosing = true;
        _listener.Close();
        await _loop;
    }

    private async Task ServeAsync(Func<StubRequest, (int Status, string Body)> answer)
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await _listener.GetContextAsync(), answer);
            }
        }
        catch (Exception closed) when (_isClosing && closed is (HttpListenerException or ObjectDisposedException or InvalidOperationException))
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, Func<StubRequest, (int Status, string Body)> answer)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var request = new StubRequest(
            context.Request.HttpMethod, context.Request.RawUrl!, context.Request.Headers["Authorization"], await reader.ReadToEndAsync());
        Requests.Add(request);
        var (status, body) = answer(request);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
