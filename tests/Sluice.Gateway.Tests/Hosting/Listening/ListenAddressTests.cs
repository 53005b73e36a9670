// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Hosting.Listening;

namespace Sluice.Gateway.Tests.Hosting.Listening;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:9400", false, "127.0.0.1:9400", true)]
    [InlineData("https://0.0.0.0", true, "0.0.0.0:443", false)]
    [InlineData("https://0.0.0.0:9400/", true, "0.0.0.0:9400", false)]
    [InlineData("http://localhost:9400", false, "127.0.0.1:9400", true)]
    [InlineData("http://localhost:0", false, "127.0.0.1:0", true)]
    [InlineData("http://[::1]:1", false, "[::1]:1", true)]
    [InlineData("https://[::]:1", true, "[::]:1", false)]
    [InlineData("https://*:1", true, "[::]:1", false)]
    [InlineData("http://+:1", false, "[::]:1", false)]
    [InlineData("http://192.168.0.1:80", false, "192.168.0.1:80", false)]
    [InlineData("http://127.8.8.8:80", false, "127.8.8.8:80", true)]
    [InlineData("HTTPS://10.0.0.1:80", true, "10.0.0.1:80", false)]
    public void Address_ShouldBeUnderstood(string text, bool isHttps, string endpoint, bool isLoopback)
    {
        ListenAddress.TryParse(text, out var address).ShouldBeTrue();

        address.IsHttps.ShouldBe(isHttps);
        address.Endpoint.ToString().ShouldBe(endpoint);
        address.IsLoopback.ShouldBe(isLoopback);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:9400")]
    [InlineData("ftp://127.0.0.1:21")]
    [InlineData("http://example.org:9400")]
    [InlineData("http://localhost.example.org:9400")]
    [InlineData("http://127.0.0.1:9400/path")]
    [InlineData("http://127.0.0.1:9400/?a=b")]
    [InlineData("http://127.0.0.1:9400/#a")]
    [InlineData("http://me@127.0.0.1:9400")]
    [InlineData("http://127.0.0.1:65536")]
    [InlineData("http://*.example.org:80")]
    public void Address_ShouldBeRefused_WhenItIsNone(string text) => ListenAddress.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("http://127.0.0.1:1", "https://127.0.0.1:1", true)]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:2", false)]
    [InlineData("http://127.0.0.1:0", "http://127.0.0.1:0", false)]
    [InlineData("http://localhost:1", "http://127.0.0.1:1", true)]
    [InlineData("http://localhost:1", "http://[::1]:1", true)]
    [InlineData("http://127.0.0.1:1", "http://[::1]:1", false)]
    [InlineData("http://0.0.0.0:1", "http://127.0.0.1:1", true)]
    [InlineData("http://0.0.0.0:1", "http://localhost:1", true)]
    [InlineData("http://0.0.0.0:1", "http://[::1]:1", false)]
    [InlineData("http://*:1", "http://0.0.0.0:1", true)]
    [InlineData("http://[::]:1", "http://10.0.0.1:1", true)]
    [InlineData("http://10.0.0.1:1", "http://10.0.0.2:1", false)]
    public void Addresses_ShouldOverlap_WhenOnlyOneCanBeOpened(string one, string other, bool expected)
    {
        ListenAddress.TryParse(one, out var first).ShouldBeTrue();
        ListenAddress.TryParse(other, out var second).ShouldBeTrue();

        first.Overlaps(second).ShouldBe(expected);
        second.Overlaps(first).ShouldBe(expected);
    }

    [Theory]
    [InlineData(null, "Gateway:Url is empty")]
    [InlineData(" ; ", "Gateway:Url is empty")]
    [InlineData("http://127.0.0.1:1;nonsense", "Gateway:Url has \"nonsense\": give an address such as http://127.0.0.1:9400")]
    public void Setting_ShouldBeRefused_WithItsNameAndAnExample(string? text, string expected)
    {
        var faults = new List<string>();

        AddressList.Read(faults, "Gateway:Url", text, isNeeded: true);

        faults.ShouldHaveSingleItem().ShouldStartWith(expected);
    }
}
