// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Http;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Tests.Http;

/// <summary>A stub, and clients of it.</summary>
public abstract class StubTest : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly List<StubServer> _servers = [];

    internal HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };

    internal static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    internal StubServer Start(string address = "http://127.0.0.1:0", string? id = null, StubServerOptions? options = null)
    {
        var server = StubServer.Start(address, (options ?? new StubServerOptions()) with { Id = id is null ? null : Selector.Parse(id) });
        _servers.Add(server);
        return server;
    }

    internal static StubRule Rule(string name, string? request = null, string? value = null, string caseId = "c1") => new()
    {
        Name = name,
        CaseId = caseId,
        Request = RequestPattern.Parse(request is null ? null : JsonNode.Parse(request)!.AsObject()),
        Answer = new StubAnswer { Body = value is null ? null : HttpBody.Of(new Outgoing { Value = JsonNode.Parse(value) }) },
    };

    internal Task<HttpResponseMessage> GetAsync(StubServer server, string path, string? order = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        if (order is not null)
        {
            request.Headers.Add("X-Order", order);
        }

        return Client.SendAsync(request, Stop);
    }

    internal async Task<string> TextAsync(StubServer server, string path, string? order = null)
    {
        using var response = await GetAsync(server, path, order);
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Stop)}";
    }

    /// <summary>Completes with the first requests, as many as are asked for.</summary>
    internal static Task<IReadOnlyList<StubRequest>> ArriveAsync(StubServer server, int count)
    {
        var arrived = new TaskCompletionSource<IReadOnlyList<StubRequest>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var requests = new List<StubRequest>();
        server.Requests.Subscribe(
            request =>
            {
                requests.Add(request);
                if (requests.Count == count)
                {
                    arrived.SetResult([.. requests]);
                }
            },
            from: 0);
        return arrived.Task.WaitAsync(Patience, Stop);
    }

    /// <summary>Sends bytes as they are, and returns all that comes until the other side closes.</summary>
    internal static async Task<string> SendRawAsync(StubServer server, ReadOnlyMemory<byte> bytes, bool thenEnd = true)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Stop);
        var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(bytes, Stop);
            if (thenEnd)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            using var all = new MemoryStream();
            await stream.CopyToAsync(all, Stop).WaitAsync(Patience, Stop);
            return Encoding.UTF8.GetString(all.ToArray());
        }
        catch (IOException)
        {
            // It was cut off.
            return "";
        }
    }
}
