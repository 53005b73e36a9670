// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json.Nodes;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Access;

/// <summary>What a caller learns of topics that no rule lets it know of: nothing.</summary>
public sealed class HiddenTopicTests : IAsyncLifetime
{
    private AccessStage _stage = null!;
    private GatewayClient _admin = null!;
    private GatewayClient _seller = null!;
    private GatewayClient _viewer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stage = await AccessStage.StartAsync(
        [
            new(["role:admin"], ["*"], ["*"]),
            new(["role:seller"], ["sales.*"], ["read", "write"]),
            new(["role:viewer"], ["sales.eu"], ["describe"]),
        ]);
        _admin = _stage.ClientOf(new TestApplication { Roles = ["admin"] });
        _seller = _stage.ClientOf(new TestApplication { Roles = ["seller"] });
        _viewer = _stage.ClientOf(new TestApplication { Roles = ["viewer"] });
        foreach (var topic in (string[])["sales.eu", "sales.us", "pay"])
        {
            (await _admin.PutTopicAsync(topic, null)).Dispose();
        }
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData("GET", "v1/metadata/topics/{0}/partitions", null)]
    [InlineData("GET", "v1/metadata/topics/{0}/partitions/0", null)]
    [InlineData("GET", "v1/consumer/topics/{0}/partitions/0/offsets/0?count=2", null)]
    [InlineData("POST", "v1/producer/topics/{0}", """{"records":[{"value":1},{"key":"k","value":2,"partition":0}]}""")]
    [InlineData("POST", "v1/producer/topics/{0}", """{"records":[{"value":1},{"valeu":2}]}""")]
    [InlineData("DELETE", "v1/topics/{0}", null)]
    public async Task HiddenTopic_ShouldBeAnsweredAsOneThatIsNotThere(string method, string path, string? body)
    {
        // It may see both; one is there and one is not.
        var expected = await AnswerAsync(_admin, method, string.Format(null, path, "missing"), body);

        (await AnswerAsync(_seller, method, string.Format(null, path, "pay"), body)).ShouldBe(expected);
        (await AnswerAsync(_seller, method, string.Format(null, path, "none"), body)).ShouldBe(expected);
        (await AnswerAsync(_viewer, method, string.Format(null, path, "sales.us"), body)).ShouldBe(expected);
        expected.ShouldStartWith(body?.Contains("valeu", StringComparison.Ordinal) == true ? "422" : "404");
    }

    [Fact]
    public async Task Lists_ShouldLeaveHiddenTopicsOut()
    {
        (await _admin.ListTopicsAsync()).ShouldBe(["pay", "sales.eu", "sales.us"]);
        (await _seller.ListTopicsAsync("?internal=true")).ShouldBe(["sales.eu", "sales.us"]);
        (await _viewer.ListTopicsAsync()).ShouldBe(["sales.eu"]);
        (await _viewer.GetBootstrapServersAsync()).ShouldNotBeEmpty("brokers are shown to everybody who has come in");
    }

    [Fact]
    public async Task VisibleTopic_ShouldBeRefusedOpenly()
    {
        (await _seller.WriteValuesAsync("sales.eu", "1")).ShouldHaveSingleItem();
        (await _viewer.GetOffsetsAsync("sales.eu")).Latest.ShouldBe(1);
        (await StatusAsync(_viewer.GetRecordsAsync("sales.eu", 0, "0"))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(_viewer.PostAsync("sales.eu", """{"records":[{"value":1}]}"""))).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(_seller.DeleteTopicAsync("sales.eu"))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Creating_ShouldBeRefused_WhetherTheTopicIsThereOrNot()
    {
        var there = await AnswerAsync(_seller, "PUT", "v1/topics/pay", null);
        var none = await AnswerAsync(_seller, "PUT", "v1/topics/non", null);

        there.ShouldStartWith("403");
        none.ShouldBe(there.Replace("pay", "non", StringComparison.Ordinal));
        (await StatusAsync(_admin.PutTopicAsync("pay", null))).ShouldBe(HttpStatusCode.Conflict);
    }

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> responding)
    {
        using var response = await responding;
        return response.StatusCode;
    }

    // Status, headers and body, but for what differs from one request to the next.
    private static async Task<string> AnswerAsync(GatewayClient client, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : GatewayClient.Json(body) };
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await client.Http.SendAsync(request, Cancellation);
        var headers = response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length"))
            .Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order(StringComparer.Ordinal);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancellation);
        await using var plain = response.Content.Headers.ContentEncoding.Contains("gzip")
            ? new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionMode.Decompress)
            : stream;
        var answer = (await JsonNode.ParseAsync(plain, cancellationToken: Cancellation))!.AsObject();
        answer.Remove("traceId").ShouldBeTrue();
        return $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n{answer.ToJsonString()}";
    }
}
