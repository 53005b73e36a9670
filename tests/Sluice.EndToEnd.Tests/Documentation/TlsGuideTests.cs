// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Sluice.EndToEnd.Tests.Http;
using Sluice.Gateway;

namespace Sluice.EndToEnd.Tests.Documentation;

public sealed class TlsGuideTests : IDisposable
{
    private const string Port = "9400";
    private readonly string _folder = Directory.CreateTempSubdirectory("sluice-guide-").FullName;
    private readonly string _port = FindFreePort();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Commands_ShouldAnswerAsItIsWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no bash.");
        Curl.Require();
        var blocks = await GuideBlock.ReadAllAsync("tls.md");
        await RunAsync(blocks);
        await ServeAsync(blocks);

        // The settings for a machine with a name and a tenant: in the test below.
        blocks.Dequeue().Language.ShouldBe("json");
        await RunAsync(blocks);
        await ServeAsync(blocks);
        blocks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Settings_ShouldBeTaken_UpToTheCertificateThatIsNotHere()
    {
        var json = (await GuideBlock.ReadAllAsync("tls.md")).Single(block => block.Language == "json");
        var file = Path.Combine(_folder, "gateway.json");
        await File.WriteAllTextAsync(file, json.Text, Token);
        var settings = JsonElement.Parse(json.Text);
        settings.GetProperty("Gateway").GetProperty("Url").GetString().ShouldBe("https://0.0.0.0:443;https://0.0.0.0:9400");

        await using var app = GatewayApplication.Build(configFile: file);
        var failure = await Should.ThrowAsync<OptionsValidationException>(() => app.StartAsync(Token));

        failure.Message.ShouldStartWith("Tls:Directory: /etc/letsencrypt/live/gateway.example holds neither");
    }

    private static string FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }

    // A server, and while it runs a call and its answer.
    private async Task ServeAsync(Queue<GuideBlock> blocks)
    {
        await using var server = Start("exec " + blocks.Dequeue().Text);
        await server.UntilAsync(() => server.Output.Contains("gateway is ready", StringComparison.Ordinal), "ready");
        await RunAsync(blocks);
        (await server.InterruptAsync()).ShouldBe(0, server.Told);
    }

    private async Task RunAsync(Queue<GuideBlock> blocks)
    {
        var command = blocks.Dequeue();
        command.Language.ShouldBe("bash");
        var expected = blocks.Dequeue();
        await using var terminal = Start(command.Text.Replace($"localhost:{Port}", $"localhost:{_port}", StringComparison.Ordinal));
        var exitCode = await terminal.WaitForEndAsync();

        exitCode.ShouldBe(0, terminal.Told);
        expected.Matches(terminal.Output).ShouldBeTrue($"{command.Text}\nanswered\n{terminal.Output}\nand not\n{expected.Text}");
    }

    private GuideTerminal Start(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = AppContext.BaseDirectory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");

        // The usual port may be another's here.
        start.Environment["Gateway__Url"] = $"https://127.0.0.1:{_port}";
        return new GuideTerminal(Process.Start(start)!, script);
    }
}
