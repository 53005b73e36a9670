// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Gateway.Tests.Security.Tls;

public sealed class HandshakeTests : IAsyncLifetime
{
    private readonly TestCertificates _certificates = new();
    private TlsGateway _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _certificates.Write(_certificates.Issue());
        _gateway = await TlsGateway.StartAsync(
            new(TlsGateway.SettingsOf(_certificates)) { ["Gateway:Url"] = "https://127.0.0.1:0;http://127.0.0.1:0" });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _certificates.Dispose();
    }

    [Theory]
    [InlineData("-tls1_2", "TLSv1.2")]
    [InlineData("-tls1_3", "TLSv1.3")]
    public async Task Version_ShouldBeTaken_WhenItIsOfToday(string option, string version)
    {
        var told = await OpenSslProgram.ConnectAsync(_gateway.Address, option, "-CAfile", _certificates.PathOf("ca.crt"));

        told.ShouldContain($"New, {version}");
        told.ShouldContain("Verify return code: 0 (ok)");
    }

    [Theory]
    [InlineData("-tls1")]
    [InlineData("-tls1_1")]
    public async Task Version_ShouldBeRefused_WhenItIsOld(string option)
    {
        var told = await OpenSslProgram.ConnectAsync(_gateway.Address, option, "-cipher", "DEFAULT:@SECLEVEL=0");

        told.ShouldContain("alert protocol version");
        told.ShouldContain("Cipher is (NONE)");
    }

    [Fact]
    public async Task Chain_ShouldBeSent_WithoutItsRoot()
    {
        var told = await OpenSslProgram.ConnectAsync(_gateway.Address, "-showcerts");

        Regex.Count(told, "-----BEGIN CERTIFICATE-----").ShouldBe(2);
        told.ShouldContain(" 0 s:CN = localhost");
        told.ShouldContain(" 1 s:CN = Test issuer");
    }

    [Theory]
    [InlineData("h2,http/1.1", "ALPN protocol: h2")]
    [InlineData("http/1.1", "ALPN protocol: http/1.1")]
    [InlineData("http/1.0", "no application protocol")]
    public async Task Protocol_ShouldBeAgreedOn(string offered, string expected)
    {
        (await OpenSslProgram.ConnectAsync(_gateway.Address, "-alpn", offered)).ShouldContain(expected);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Api_ShouldAnswerTheSame_WhicheverProtocolIsSpoken(string version)
    {
        using var client = _gateway.CreateClient(_certificates, version: Version.Parse(version));

        using var created = await client.PutAsJsonAsync("v1/topics/orders", new { partition_count = 1 }, Cancellation);
        using var written = await client.PostAsJsonAsync(
            "v1/producer/topics/orders", new { records = new[] { new { value = "tea", partition = 0 } } }, Cancellation);
        using var read = await client.GetAsync("v1/consumer/topics/orders/partitions/0/offsets/0", Cancellation);
        using var escaped = await client.GetAsync("v1/metadata/topics/a%2Fb/partitions", Cancellation);
        using var unknown = await client.GetAsync("v1/nothing", Cancellation);
        using var deleted = await client.DeleteAsync("v1/topics/orders", Cancellation);

        HttpResponseMessage[] answers = [created, written, read, escaped, unknown, deleted];
        answers.ShouldAllBe(answer => answer.Version == Version.Parse(version));
        answers.Select(answer => (int)answer.StatusCode).ShouldBe([200, 200, 200, 422, 404, 200]);
        (await read.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("records")[0].GetProperty("value").GetString().ShouldBe("tea");
    }

    [Fact]
    public async Task PlainHttp_ShouldSpeakHttp11Alone()
    {
        using var old = _gateway.CreateClient(_certificates, address: _gateway.Addresses[1]);
        using var young = _gateway.CreateClient(_certificates, address: _gateway.Addresses[1], version: HttpVersion.Version20);

        (await old.GetAsync("health/live", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Should.ThrowAsync<HttpRequestException>(() => young.GetAsync("health/live", Cancellation));
    }

    [Fact]
    public async Task Answer_ShouldNotBindTheWholeHostToTls()
    {
        using var client = _gateway.CreateClient(_certificates);

        (await client.GetAsync("health/live", Cancellation)).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }
}
