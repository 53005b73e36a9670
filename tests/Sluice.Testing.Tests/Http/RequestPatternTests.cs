// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Http;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Tests.Http;

public sealed class RequestPatternTests
{
    private static readonly StubRequest Request = new()
    {
        Method = "PUT",
        Path = "/prices/A%201?currency=EUR",
        Candidate = HttpBody.Read("PUT /prices/A%201", """{"sku":"A1","lines":[{"n":2}]}"""u8.ToArray(), [new("X-Order", "7"), new("Accept", "a"), new("accept", "b")]),
        ArrivedAt = default,
    };

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"method":"put"}""")]
    [InlineData("""{"method":{"$in":["PUT","POST"]}}""")]
    [InlineData("""{"path":"/prices/A%201"}""")]
    [InlineData("""{"path":"/prices/A%201?currency=EUR"}""")]
    [InlineData("""{"path":{"$regex":"^/prices/"}}""")]
    [InlineData("""{"path":{"$regex":"currency=EUR$"}}""")]
    [InlineData("""{"path":{"$not":{"$regex":"^/orders"}}}""")]
    [InlineData("""{"headers":{"x-order":7}}""")]
    [InlineData("""{"headers":{"ACCEPT":{"$all":["a","b"]}}}""")]
    [InlineData("""{"headers":{"gone":{"$exists":false}}}""")]
    [InlineData("""{"match":{"sku":"A1","$.lines[*].n":2}}""")]
    [InlineData("""{"method":"PUT","path":"/prices/A%201","headers":{"x-order":"7"},"match":{"sku":{"$any":true}}}""")]
    public void Pattern_ShouldMatch(string pattern) => Parse(pattern).Compare(Request).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"method":"GET"}""", "method")]
    [InlineData("""{"path":"/prices"}""", "path")]
    [InlineData("""{"path":"/prices/A 1"}""", "path")]
    [InlineData("""{"path":"/prices/A%201?currency=USD"}""", "path")]
    [InlineData("""{"path":{"$regex":"/A%201$"}}""", "path")]
    [InlineData("""{"headers":{"x-order":"8"}}""", "headers.x-order")]
    [InlineData("""{"match":{"sku":"A2","lines":[]}}""", "sku,lines")]
    [InlineData("""{"method":"GET","path":"/","headers":{"a":"b"},"match":{"b":1}}""", "method,path,headers.a,b")]
    public void Pattern_ShouldNameEveryPartThatDiffers(string pattern, string paths) =>
        string.Join(',', Parse(pattern).Compare(Request).Select(difference => difference.Path)).ShouldBe(paths);

    [Theory]
    [InlineData("""{"metod":"GET"}""", "request.metod", "did you mean \"method\"")]
    [InlineData("""{"body":{}}""", "request.body", "there are method, path, headers, match")]
    [InlineData("""{"path":{"$regx":"a"}}""", "request.path.$regx", "$regex")]
    [InlineData("""{"match":{"a":{"$gtt":1}}}""", "request.match.a.$gtt", "$gt?")]
    [InlineData("""{"headers":["a"]}""", "request.headers", "by name")]
    public void Pattern_ShouldSayWhatIsWrong(string pattern, string path, string expected)
    {
        var exception = Should.Throw<PatternException>(() => Parse(pattern));

        string.Join('.', exception.Path).ShouldBe(path);
        exception.Message.ShouldContain(expected);
    }

    private static RequestPattern Parse(string pattern) => RequestPattern.Parse(JsonNode.Parse(pattern)!.AsObject());
}
