// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Sluice.EndToEnd.Tests.Http;
using Sluice.Soak.Gateways;
using Sluice.Soak.Load;

namespace Sluice.EndToEnd.Tests.Security.Tls;

/// <summary>The program with TLS, called by curl.</summary>
public sealed class TlsProgramTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sluice-tls-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no curl with OpenSSL.");
        Curl.Require();
        await MakeAsync(_folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task TwoPorts_ShouldBeServedAtOnce_WithBothProtocols()
    {
        var (one, other) = FindFreePorts();
        await using var gateway = await StartAsync($"https://127.0.0.1:{one};https://127.0.0.1:{other}");
        foreach (var port in (int[])[one, other])
        {
            foreach (var (protocol, version) in (ValueTuple<string, string>[])[("--http1.1", "1.1"), ("--http2", "2")])
            {
                var (exitCode, output) = await CurlAsync(
                    protocol, "--write-out", "%{http_version} %{http_code}", "--output", "/dev/null", Address(port));

                (exitCode, output).ShouldBe((0, $"{version} 200"));
            }
        }

        (await CurlAsync("--tls-max", "1.2", "--fail", Address(one))).ExitCode.ShouldBe(0);
        (await CurlAsync("--tls-max", "1.1", "--ciphers", "DEFAULT:@SECLEVEL=0", Address(one))).ExitCode.ShouldBe(35);
    }

    [Fact]
    public async Task Program_ShouldTakeTheReplacedCertificate_WhileItServes()
    {
        var (port, _) = FindFreePorts();
        await using var gateway = await StartAsync($"https://127.0.0.1:{port}");
        (await CurlAsync("--fail", Address(port))).ExitCode.ShouldBe(0);

        // Of another authority, so that the one certificate is not taken for the other.
        await MakeAsync(_folder);
        (await Waiting.UntilAsync(async () => (await CurlAsync("--fail", Address(port))).ExitCode == 0, TimeSpan.FromMinutes(1), Token)).ShouldNotBeNull(gateway.LogTail);
        gateway.LogTail.ShouldContain("The files for TLS have changed: new connections get the certificate");
    }

    private static (int One, int Other) FindFreePorts()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        other.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)other.LocalEndpoint).Port);
    }

    private static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"https://localhost:{port}/v1/metadata/topics");

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, await output + await error);
    }

    private static async Task MakeAsync(string folder)
    {
        var (exitCode, output) = await RunAsync(Path.Combine(AppContext.BaseDirectory, "sluice"), "certs", "dev", "--out", folder, "--force");
        exitCode.ShouldBe(0, output);
    }

    private Task<(int ExitCode, string Output)> CurlAsync(params string[] arguments) => RunAsync(
        "curl", ["--silent", "--noproxy", "*", "--max-time", "60", "--cacert", Path.Combine(_folder, "ca.crt"), .. arguments]);

    private Task<GatewayProcess> StartAsync(string url) => GatewayProcess.StartAsync(
        bootstrapServers: null,
        Token,
        new Dictionary<string, string> { ["Tls__Directory"] = _folder, ["Tls__ReloadInterval"] = "00:00:01" },
        url: url);
}
