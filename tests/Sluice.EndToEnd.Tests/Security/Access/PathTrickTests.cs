// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Access;

/// <summary>However the path is written, the rules are asked about the topic that Kafka would be asked about.</summary>
public sealed class PathTrickTests : IAsyncLifetime
{
    private const string Secret = "the-secret";
    private AccessStage _stage = null!;
    private GatewayClient _admin = null!;
    private string _token = null!;

    public static TheoryData<string> Targets =>
    [
        "/v1/{verb}/pay{rest}", "/v1/{verb}/%70ay{rest}", "/v1/{verb}/p%61%79{rest}", "/v1/{verb}/%2570ay{rest}", "/v1/{verb}/PAY{rest}",
        "/v1/{verb}/pay.{rest}", "/v1/{verb}/pay%20{rest}", "/v1/{verb}/pay%00{rest}", "/v1/{verb}/pay;a=b{rest}", "/v1/{verb}/pay/{rest}",
        "/v1/{verb}//pay{rest}", "//v1/{verb}/pay{rest}", "/v1//{verb}/pay{rest}", "/v1/{verb}/open/../pay{rest}",
        "/v1/{verb}/open%2f..%2fpay{rest}", "/v1/{verb}/open/%2e%2e/pay{rest}", "/v1/{verb}/open%2F%2e%2e%2Fpay{rest}",
        "/v1/{verb}/open/%252e%252e/pay{rest}", "/v1/{verb}/..%2f{verb}%2fpay{rest}", "/v1/{verb}/./pay{rest}", "/v1/{verb}/%2e/pay{rest}",
        "/v1/{verb}/open%2fpay{rest}", "/v1/{verb}/open%5c..%5cpay{rest}", "/V1/{verb}/pay{rest}", "/v1/{verb}/pay{rest}?topic=open",
        "/v1/{verb}/pay%3ftopic=open{rest}", "/v1/{verb}/pay%23open{rest}", "http://gateway/v1/{verb}/pay{rest}",
        "http://gateway/v1/{verb}/open/../pay{rest}", "/v1/{verb}/pay%c0%80{rest}", "/v1/{verb}/open/..;/pay{rest}", "/v1/{verb}/*{rest}",
    ];

    private static string[] Allowed => ["400", "403", "404", "405", "422"];

    public async ValueTask InitializeAsync()
    {
        _stage = await AccessStage.StartAsync([new(["role:admin"], ["*"], ["*"]), new(["*"], ["open"], ["*"])]);
        _admin = _stage.ClientOf(new TestApplication { Roles = ["admin"] });
        _token = _stage.Identity.Issue(_stage.Identity.Application);
        (await _admin.PutTopicAsync("open", null)).Dispose();
        (await _admin.PutTopicAsync("pay", null)).Dispose();
        await _admin.WriteValuesAsync("pay", $"\"{Secret}\"");
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task DeniedTopic_ShouldNotBeReached(string target)
    {
        const string Record = """{"records":[{"value":"intruder"}]}""";
        RawResponse[] answers =
        [
            await SendAsync("GET", target, "metadata/topics", "/partitions"),
            await SendAsync("GET", target, "metadata/topics", "/partitions/0"),
            await SendAsync("GET", target, "consumer/topics", "/partitions/0/offsets/0"),
            await SendAsync("GET", target, "consumer/topics", "/partitions/0/offsets/earliest?count=10"),
            await SendAsync("POST", target, "producer/topics", "", Record),
            await SendAsync("PUT", target, "topics", "", """{"partition_count":3}"""),
            await SendAsync("DELETE", target, "topics", ""),
        ];

        answers.ShouldAllBe(answer => Allowed.Contains(answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        answers.ShouldAllBe(answer => !answer.Body.Contains(Secret, StringComparison.Ordinal) && !answer.Body.Contains("latest_offset", StringComparison.Ordinal));
        (await _admin.ReadAsync("pay", 0, "?count=10")).Values.ShouldBe([Secret]);
        (await _admin.ListTopicsAsync("?internal=true")).ShouldBe(["open", "pay"]);
    }

    [Fact]
    public async Task AllowedTopic_ShouldBeReached_SoThatTheTestCanFail()
    {
        (await SendAsync("GET", "/v1/{verb}/%6fpen{rest}", "metadata/topics", "/partitions/0")).Status.ShouldBe(200);
        (await SendAsync("POST", "/v1/{verb}/open{rest}", "producer/topics", "", """{"records":[{"value":1}]}""")).Status.ShouldBe(200);
    }

    private Task<RawResponse> SendAsync(string method, string target, string verb, string rest, string body = "")
    {
        var path = target.Replace("{verb}", verb, StringComparison.Ordinal).Replace("{rest}", rest, StringComparison.Ordinal);
        var head = RawHttp.Head(
            method, path, $"Authorization: Bearer {_token}", "Content-Type: application/json", $"Content-Length: {body.Length}");
        return RawHttp.ExchangeAsync(_admin.Address, Encoding.ASCII.GetBytes(head + body));
    }
}
