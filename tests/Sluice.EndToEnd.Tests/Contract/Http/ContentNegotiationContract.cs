// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Http;

public abstract class ContentNegotiationContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    private const string Body = """{"records":[{"value":1}]}""";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("Application/JSON; CHARSET=utf8")]
    [InlineData("application/json; odata=verbose; charset=utf-8")]
    public async Task Body_ShouldBeTaken_WhenItsTypeIsJson(string contentType)
    {
        var topic = await Client.CreateTopicAsync();

        using var response = await PostAsync(topic, contentType);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/*")]
    [InlineData("not a media type")]
    public async Task Body_ShouldBeRefusedAndWriteNothing_WhenItsTypeIsAnother(string? contentType)
    {
        var topic = await Client.CreateTopicAsync();

        await PostAsync(topic, contentType).ShouldBeProblemAsync("unsupported-media-type");

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    [Fact]
    public async Task TopicBody_ShouldBeRefused_WhenItsTypeIsAnother()
    {
        var topic = GatewayClient.UniqueName();
        using var body = new StringContent("""{"partition_count":1}""", Encoding.UTF8, "text/plain");

        await Client.Http.PutAsync(new Uri($"v1/topics/{topic}", UriKind.Relative), body, Cancellation)
            .ShouldBeProblemAsync("unsupported-media-type");

        (await Client.ListTopicsAsync()).ShouldNotContain(topic);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/*")]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8")]
    [InlineData("text/html,application/json;q=0.1")]
    [InlineData("application/xml;q=1.0, application/json;q=0.001")]
    [InlineData("*/*;q=0, application/json")]
    public async Task Answer_ShouldBeJson_WhenTheClientTakesIt(string? accept)
    {
        using var response = await AcceptAsync("v1/metadata/brokers", accept);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml, text/*")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json;q=0, */*")]
    [InlineData("application/*;q=0.0, */*;q=0.5")]
    public async Task Answer_ShouldNotBeAcceptable_WhenTheClientTakesNoJson(string accept)
    {
        await AcceptAsync("v1/metadata/brokers", accept).ShouldBeProblemAsync("not-acceptable");
    }

    [Fact]
    public async Task Write_ShouldWriteNothing_WhenItsAnswerWouldNotBeAcceptable()
    {
        var topic = await Client.CreateTopicAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"v1/producer/topics/{topic}", UriKind.Relative));
        request.Content = GatewayClient.Json(Body);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");

        await Client.Http.SendAsync(request, Cancellation).ShouldBeProblemAsync("not-acceptable");

        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
    }

    private Task<HttpResponseMessage> PostAsync(string topic, string? contentType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return Client.PostAsync(topic, content);
    }

    private async Task<HttpResponseMessage> AcceptAsync(string path, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await Client.Http.SendAsync(request, Cancellation);
    }
}
