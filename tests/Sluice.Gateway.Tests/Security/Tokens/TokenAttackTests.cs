// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sluice.Gateway.Tests.Security.Tokens;

/// <summary>The table of attacks against a gateway that listens, and the ways to bring a token that are none.</summary>
public sealed class TokenAttackTests(GatewayWithTokens gateway) : IClassFixture<GatewayWithTokens>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Attacks => [.. TokenAttacks.All.Select(attack => attack.Name)];

    private string Valid => $"Bearer {gateway.CreateToken().Sign(gateway.Provider.Keys.Current)}";

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task Attack_ShouldBeAnsweredWithItsReason(string name)
    {
        var attack = TokenAttacks.All.Single(attack => attack.Name == name);

        var detail = await gateway.RefuseAsync($"Bearer {attack.Token(gateway)}");

        detail.ShouldContain(attack.Answer);
        detail.ShouldAllBe(character => character >= ' ' && character <= '~' && character != '"' && character != '\\');
        detail.Length.ShouldBeLessThan(400);
        gateway.Provider.Requests.To("evil/keys").ShouldBe(0, "nobody goes where a token says");
    }

    [Fact]
    public async Task Token_ShouldBeTaken_WhenNothingIsWrongWithIt()
    {
        using var response = await gateway.SendAsync(Valid);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.WwwAuthenticate.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("v1/metadata/topics")]
    [InlineData("v1/metadata/brokers")]
    [InlineData("v1/metadata/topics/secret/partitions")]
    [InlineData("v1/consumer/topics/secret/partitions/0/offsets/0")]
    [InlineData("V1/Metadata/Topics")]
    public async Task Operation_ShouldAskForAToken(string path) =>
        (await gateway.RefuseAsync(authorization: null, path, hasToken: false)).ShouldStartWith("The request has no token");

    [Theory]
    [InlineData("POST", "v1/producer/topics/secret")]
    [InlineData("PUT", "v1/topics/secret")]
    [InlineData("DELETE", "v1/topics/secret")]
    [InlineData("HEAD", "v1/metadata/topics")]
    public async Task Verb_ShouldAskForAToken(string verb, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        request.Content = verb == "HEAD" ? null : new StringContent("""{"records":[{"value":1}]}""", Encoding.UTF8, "application/json");
        using var response = await gateway.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("authorization")]
    [InlineData("token")]
    public async Task Token_ShouldNotBeTaken_FromTheQuery(string parameter) =>
        await gateway.RefuseAsync(null, $"v1/metadata/topics?{parameter}={Valid["Bearer ".Length..]}", hasToken: false);

    [Fact]
    public async Task Token_ShouldNotBeTaken_FromAnotherHeader()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/metadata/topics");
        foreach (var header in new[] { "X-Authorization", "Proxy-Authorization", "X-Forwarded-Authorization", "Cookie", "X-MS-TOKEN-AAD-ACCESS-TOKEN" })
        {
            request.Headers.TryAddWithoutValidation(header, Valid);
        }

        using var response = await gateway.Client.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==")]
    [InlineData("DPoP a.b.c")]
    public async Task OtherScheme_ShouldBeAnsweredWithTheOneThatIsTaken(string authorization) =>
        await gateway.RefuseAsync(authorization, hasToken: false);

    [Fact]
    public async Task SecondHeader_ShouldBeRefused_ThoughBothAreRight()
    {
        var answer = await SendRawAsync($"Authorization: {Valid}\r\nAuthorization: {Valid}\r\n");

        answer.ShouldStartWith("HTTP/1.1 401 ");
        answer.ShouldContain("error=\"invalid_token\", error_description=\"The token is not taken: the request has more than one Authorization header.\"");
    }

    [Fact]
    public async Task HugeHeader_ShouldBeRefused_BeforeAnybodyLooksAtIt()
    {
        var answer = await SendRawAsync($"Authorization: Bearer {new string('a', 100_000)}.b.c\r\n");

        answer.ShouldStartWith($"HTTP/1.1 {StatusCodes.Status431RequestHeaderFieldsTooLarge} ");
    }

    [Fact]
    public async Task PathsThatAreNoOperation_ShouldAskForNobody()
    {
        using var notFound = await gateway.SendAsync(null, "v1/nothing");
        using var health = await gateway.SendAsync(null, "health/live");

        notFound.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> SendRawAsync(string headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, gateway.Client.BaseAddress!.Port, Cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /v1/metadata/topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"), Cancellation);
        var received = new byte[4096];
        var count = await stream.ReadAtLeastAsync(received, 100, throwOnEndOfStream: false, Cancellation);
        return Encoding.ASCII.GetString(received, 0, count);
    }
}
