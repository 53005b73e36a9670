// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Processes;

/// <summary>How the server's process ends.</summary>
public sealed class StopTests
{
    private static readonly string[] Serve = ["serve", "--url", "http://127.0.0.1:0"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Serve_ShouldEndAtOnce_WhenASecondSignalComes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        await using var serve = SluiceProcess.Start(
            SluiceProcess.File, Serve, new() { ["Gateway__ShutdownTimeout"] = "00:10:00", ["Gateway__ShutdownDelay"] = "00:09:00" });
        using var client = new HttpClient { BaseAddress = await serve.ReadAddressAsync() };
        await serve.SignalAsync("TERM");
        while ((await client.GetAsync(new Uri("health/ready", UriKind.Relative), Token)).StatusCode != HttpStatusCode.ServiceUnavailable)
        {
            await Task.Delay(Pause, Token);
        }

        // One that follows closely is the same one.
        await Task.Delay(Echo, Token);
        await serve.SignalAsync("TERM");

        (await serve.WaitForEndAsync()).ExitCode.ShouldBe(143);
    }

    [Fact]
    public async Task Serve_ShouldEndWith1AndSaySo_WhenItHadToCutOffARequest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        await using var serve = SluiceProcess.Start(SluiceProcess.File, Serve, new() { ["Gateway__ShutdownTimeout"] = "00:00:02" });
        var address = await serve.ReadAddressAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Token);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes("PUT /v1/topics/half HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"),
            Token);
        using var reader = new StreamReader(client.GetStream());
        (await reader.ReadLineAsync(Token)).ShouldBe("HTTP/1.1 100 Continue");

        await serve.SignalAsync("TERM");
        var result = await serve.WaitForEndAsync();

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("Gateway:ShutdownTimeout (2 s): 1 requests were cut off");
        result.Error.Count(character => character == '\n').ShouldBe(1);
    }
}
