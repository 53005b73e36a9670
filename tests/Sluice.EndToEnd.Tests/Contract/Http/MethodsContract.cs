// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Http;

public abstract class MethodsContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "BREW"];

    public static TheoryData<string, string> PathsAndMethods => new()
    {
        { "/v1/metadata/brokers", "GET, HEAD, OPTIONS" },
        { "/v1/metadata/topics", "GET, HEAD, OPTIONS" },
        { "/v1/metadata/topics/{topic}/partitions", "GET, HEAD, OPTIONS" },
        { "/v1/metadata/topics/{topic}/partitions/0", "GET, HEAD, OPTIONS" },
        { "/v1/topics/{topic}", "DELETE, OPTIONS, PUT" },
        { "/v1/producer/topics/{topic}", "OPTIONS, POST" },
        { "/v1/consumer/topics/{topic}/partitions/0/offsets/0", "GET, HEAD, OPTIONS" },
    };

    [Theory]
    [MemberData(nameof(PathsAndMethods))]
    public async Task Options_ShouldAnswerWhatIsAllowed(string path, string allowed)
    {
        var topic = await Client.CreateTopicAsync();

        var response = await RawHttp.GetAsync(Client.Address, "OPTIONS", path.Replace("{topic}", topic, StringComparison.Ordinal));

        response.Status.ShouldBeInRange(200, 299);
        Sorted(response.Headers["Allow"]).ShouldBe(allowed);
        response.Body.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(PathsAndMethods))]
    public async Task Method_ShouldNotBeAllowed_WhenThePathHasOthers(string path, string allowed)
    {
        var topic = await Client.CreateTopicAsync();
        foreach (var method in Methods.Except(allowed.Split(", ")))
        {
            var response = await RawHttp.GetAsync(
                Client.Address, method, path.Replace("{topic}", topic, StringComparison.Ordinal), "Content-Length: 0");

            response.Status.ShouldBe(405, $"{method} {path}");
            Sorted(response.Headers["Allow"]).ShouldBe(allowed, $"{method} {path}");
            if (method != "HEAD")
            {
                response.ShouldBeProblem("method-not-allowed");
            }
        }

        (await Client.ListTopicsAsync()).ShouldContain(topic);
    }

    [Theory]
    [InlineData("v1/metadata/brokers")]
    [InlineData("v1/metadata/topics")]
    [InlineData("v1/metadata/topics/{topic}/partitions")]
    [InlineData("v1/metadata/topics/{topic}/partitions/0")]
    [InlineData("v1/consumer/topics/{topic}/partitions/0/offsets/0?count=2")]
    [InlineData("v1/metadata/topics/missing/partitions")]
    [InlineData("v1/consumer/topics/{topic}/partitions/0/offsets/9")]
    public async Task Head_ShouldBeLikeGetWithoutTheBody(string path)
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1", "2", "3");
        path = path.Replace("{topic}", topic, StringComparison.Ordinal);

        using var get = await Client.GetAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        using var head = await Client.Http.SendAsync(request, Cancellation);

        head.StatusCode.ShouldBe(get.StatusCode);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        NextOffset(head).ShouldBe(NextOffset(get));
        (await head.Content.ReadAsByteArrayAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1/metadata")]
    [InlineData("v1/metadata/brokers/1")]
    [InlineData("v1/topics")]
    [InlineData("v1/topics/a/b")]
    [InlineData("v1/consumer/topics/a/partitions/0")]
    [InlineData("v2/metadata/brokers")]
    [InlineData("nothing/here")]
    public Task Path_ShouldBeNotFound_WhenThereIsNoSuchOperation(string path) =>
        Client.GetAsync(path).ShouldBeProblemAsync("not-found");

    private static string? NextOffset(HttpResponseMessage response) =>
        response.Headers.TryGetValues("NextOffset", out var values) ? values.Single() : null;

    private static string Sorted(string allow) =>
        string.Join(", ", allow.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
}
