// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.Gateway.Security.Tls;

namespace Sluice.Gateway.Tests.Security.Tls;

public sealed class CertificateReplacementTests : IAsyncLifetime
{
    private const string Log = "Security.Tls.TlsCertificates";
    private readonly TestCertificates _certificates = new();
    private X509Certificate2 _first = null!;
    private TlsGateway _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TlsCertificates Current => _gateway.Services.GetRequiredService<TlsCertificates>();

    public async ValueTask InitializeAsync()
    {
        _first = _certificates.Write(_certificates.Issue());
        _gateway = await TlsGateway.StartAsync(
            new(TlsGateway.SettingsOf(_certificates)) { ["Tls:ReloadInterval"] = "00:00:01" });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _first.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task NewConnections_ShouldGetTheNewCertificate_AndTheOthersGoOn()
    {
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => Interlocked.Increment(ref connections) > 0 },
        };
        using var client = new HttpClient(handler) { BaseAddress = _gateway.Address };
        (await client.GetAsync("health/live", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var second = _certificates.Write(_certificates.Issue());
        await TlsGateway.UntilAsync(() => _gateway.LogOf(Log).Any(entry => entry.Id.Id == 660));
        using var shown = await _gateway.ReadCertificateAsync(_certificates);
        (await client.GetAsync("health/live", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        shown.Thumbprint.ShouldBe(second.Thumbprint);
        connections.ShouldBe(1);
    }

    [Fact]
    public async Task NoRequest_ShouldFail_WhileCertificatesAreReplaced()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var seen = new ConcurrentDictionary<string, int>();
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(() => CallUntilAsync(seen, stop.Token), Cancellation)).ToArray();

        for (var i = 0; i < 10; i++)
        {
            using var next = _certificates.Write(_certificates.Issue());

            // The watch may be looking at this moment too: then the one or the other takes it.
            await Current.RefreshAsync(Cancellation);
            await TlsGateway.UntilAsync(() => seen.ContainsKey(next.Thumbprint) || Array.Exists(clients, client => client.IsFaulted));
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        seen.Count.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("other key")]
    [InlineData("gone")]
    [InlineData("expired")]
    [InlineData("empty")]
    public async Task BrokenFiles_ShouldLeaveTheCertificate_AndBeLoggedOnce(string fault)
    {
        using var second = _certificates.Issue();
        switch (fault)
        {
            case "cut off":
                var chain = _certificates.ChainOf(second);
                await File.WriteAllTextAsync(_certificates.PathOf("tls.crt"), chain[..(chain.Length / 3)], Cancellation);
                break;
            case "other key":
                await File.WriteAllTextAsync(_certificates.PathOf("tls.crt"), _certificates.ChainOf(second), Cancellation);
                break;
            case "gone":
                File.Delete(_certificates.PathOf("tls.crt"));
                break;
            case "expired":
                _certificates.Write(_certificates.Issue(days: -1)).Dispose();
                break;
            default:
                await File.WriteAllTextAsync(_certificates.PathOf("tls.key"), "", Cancellation);
                break;
        }

        await TlsGateway.UntilAsync(() => _gateway.LogOf(Log).Count > 0);
        (await Current.RefreshAsync(Cancellation)).ShouldBeFalse();
        (await Current.RefreshAsync(Cancellation)).ShouldBeFalse();

        var told = _gateway.LogOf(Log).ShouldHaveSingleItem();
        told.Level.ShouldBe(LogLevel.Error);
        told.Message.ShouldContain(_certificates.Folder);
        told.Message.ShouldContain("The certificate \"CN=localhost\" goes on");
        (await _gateway.ReadCertificateAsync(_certificates)).Thumbprint.ShouldBe(_first.Thumbprint);

        _certificates.Write(second);
        await TlsGateway.UntilAsync(() => _gateway.LogOf(Log).Count > 1);
        (await _gateway.ReadCertificateAsync(_certificates)).Thumbprint.ShouldBe(second.Thumbprint);
    }

    [Fact]
    public async Task SwappedLink_ShouldBeFollowed_AsKubernetesDoesIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need privileges there.");
        var mount = Directory.CreateDirectory(_certificates.PathOf("mount")).FullName;
        using var one = Mount(mount, "..2026_01");
        File.CreateSymbolicLink(Path.Combine(mount, "..data"), "..2026_01");
        File.CreateSymbolicLink(Path.Combine(mount, "tls.crt"), "..data/tls.crt");
        File.CreateSymbolicLink(Path.Combine(mount, "tls.key"), "..data/tls.key");
        await using var gateway = await TlsGateway.StartAsync(new() { ["Tls:Directory"] = mount, ["Tls:ReloadInterval"] = "00:00:01" });
        (await gateway.ReadCertificateAsync(_certificates)).Thumbprint.ShouldBe(one.Thumbprint);

        using var two = Mount(mount, "..2026_02");
        File.CreateSymbolicLink(Path.Combine(mount, "..data_tmp"), "..2026_02");
        using (var move = Process.Start("mv", ["-T", Path.Combine(mount, "..data_tmp"), Path.Combine(mount, "..data")]))
        {
            await move.WaitForExitAsync(Cancellation);
            move.ExitCode.ShouldBe(0);
        }

        Directory.Delete(Path.Combine(mount, "..2026_01"), recursive: true);

        await TlsGateway.UntilAsync(() => gateway.LogOf(Log).Any(entry => entry.Id.Id == 660));
        (await gateway.ReadCertificateAsync(_certificates)).Thumbprint.ShouldBe(two.Thumbprint);
    }

    private X509Certificate2 Mount(string mount, string version)
    {
        Directory.CreateDirectory(Path.Combine(mount, version));
        return _certificates.Write(
            _certificates.Issue(), Path.Combine("mount", version, "tls.crt"), Path.Combine("mount", version, "tls.key"));
    }

    // Every request on a connection of its own.
    private async Task CallUntilAsync(ConcurrentDictionary<string, int> seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var handler = new SocketsHttpHandler
            {
                UseProxy = false,
                SslOptions =
                {
                    RemoteCertificateValidationCallback = (_, shown, _, _) => seen.AddOrUpdate(shown!.GetCertHashString(), 1, (_, count) => count + 1) > 0,
                },
            };
            using var client = new HttpClient(handler) { BaseAddress = _gateway.Address };
            (await client.GetAsync("v1/metadata/topics", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }
}
