// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Sluice.Gateway.Security.Origins;
using Sluice.Gateway.Tests.Gateways;

namespace Sluice.Gateway.Tests.Security.Origins;

public sealed class OriginsTests
{
    private const string Site = "https://app.example.org";

    [Fact]
    public async Task Site_ShouldGetLeave_WithoutAToken_WhenItIsAllowed()
    {
        await using var gateway = await StartAsync(($"{OriginOptions.SectionName}:AllowedOrigins:0", Site));

        using var leave = await AskAsync(gateway, Site, "v1/producer/topics/orders", "POST");
        using var other = await AskAsync(gateway, "https://evil.example.org", "v1/producer/topics/orders", "POST");

        leave.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(leave, "Access-Control-Allow-Origin").ShouldBe(Site);
        Header(leave, "Access-Control-Allow-Methods").ShouldContain("POST");
        Header(leave, "Access-Control-Allow-Headers").ShouldContain("authorization", Case.Insensitive);
        Header(leave, "Access-Control-Max-Age").ShouldBe("600");
        leave.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        other.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Fact]
    public async Task Answer_ShouldShowItsHeadersToTheSite_AProblemToo()
    {
        await using var gateway = await StartAsync(($"{OriginOptions.SectionName}:AllowedOrigins:0", Site));

        foreach (var path in (string[])["v1/metadata/topics", "v1/metadata/topics/missing/partitions"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", Site } } };
            using var answer = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

            Header(answer, "Access-Control-Allow-Origin").ShouldBe(Site);
            foreach (var exposed in (string[])["NextOffset", "Retry-After", "WWW-Authenticate"])
            {
                Header(answer, "Access-Control-Expose-Headers").ShouldContain(exposed);
            }
        }
    }

    [Fact]
    public async Task NoSite_ShouldGetLeave_UnlessTheSettingsNameIt()
    {
        await using var gateway = await StartAsync();

        using var answer = await AskAsync(gateway, Site, "v1/metadata/topics", "GET");

        answer.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("app.example.org")]
    [InlineData("https://app.example.org/")]
    [InlineData("https://app.example.org/path")]
    [InlineData("https://*.example.org/")]
    [InlineData("ftp://app.example.org")]
    [InlineData("https://user@app.example.org")]
    [InlineData("null")]
    public void Origin_ShouldBeRefused_WhenNoBrowserSendsIt(string origin)
    {
        Faults(new OriginOptions { AllowedOrigins = [Site, origin] }).ShouldHaveSingleItem()
            .ShouldStartWith($"Security:Cors:AllowedOrigins:1 is \"{origin}\"");
    }

    [Fact]
    public void EverySite_ShouldBeRefused_WithCredentials()
    {
        Faults(new OriginOptions { AllowedOrigins = ["*"] }).ShouldBeEmpty();
        Faults(new OriginOptions { AllowedOrigins = [Site], AllowCredentials = true }).ShouldBeEmpty();
        Faults(new OriginOptions { AllowedOrigins = ["*"], AllowCredentials = true }).ShouldHaveSingleItem()
            .ShouldStartWith("Security:Cors:AllowCredentials");
        Faults(new OriginOptions { MaxAge = TimeSpan.FromDays(2) }).ShouldHaveSingleItem().ShouldStartWith("Security:Cors:MaxAge");
    }

    private static Task<RunningGateway> StartAsync(params (string Name, string Value)[] settings) =>
        RunningGateway.StartAsync(settings.ToDictionary(s => s.Name, s => (string?)s.Value));

    private static Task<HttpResponseMessage> AskAsync(RunningGateway gateway, string origin, string path, string method) =>
        gateway.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Options, path)
            {
                Headers =
                {
                    { "Origin", origin },
                    { "Access-Control-Request-Method", method },
                    { "Access-Control-Request-Headers", "authorization,content-type" },
                },
            },
            TestContext.Current.CancellationToken);

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));

    private static List<string> Faults(OriginOptions options) => [.. new OriginOptionsValidator().Validate(null, options).Failures ?? []];
}
