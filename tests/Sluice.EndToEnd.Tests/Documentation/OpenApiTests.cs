// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.EndToEnd.Tests.Contract;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Documentation;

public sealed class OpenApiTests(EmbeddedGateway gateway) : GatewayContract(gateway)
{
    [Theory]
    [InlineData("/v1/metadata/brokers", "get")]
    [InlineData("/v1/metadata/topics", "get")]
    [InlineData("/v1/metadata/topics/{topic}/partitions", "get")]
    [InlineData("/v1/metadata/topics/{topic}/partitions/{partition}", "get")]
    [InlineData("/v1/topics/{topic}", "put", "delete")]
    [InlineData("/v1/producer/topics/{topic}", "post")]
    [InlineData("/v1/consumer/topics/{topic}/partitions/{partition}/offsets/{offset}", "get")]
    public async Task Document_ShouldDescribeTheOperation(string path, params string[] methods)
    {
        var document = await Client.GetJsonAsync("openapi/v1.json");

        var operations = document.GetProperty("paths").GetProperty(path);

        operations.MemberNames().ShouldBe(methods, ignoreOrder: true);
        foreach (var method in methods)
        {
            var operation = operations.GetProperty(method);
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrWhiteSpace();
            operation.GetProperty("tags").GetArrayLength().ShouldBe(1);
            operation.GetProperty("responses").TryGetProperty("200", out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Document_ShouldDescribeEveryParameterOfAPath()
    {
        var document = await Client.GetJsonAsync("openapi/v1.json");

        var parameters = document.GetProperty("paths").GetProperty("/v1/consumer/topics/{topic}/partitions/{partition}/offsets/{offset}")
            .GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Select(parameter => parameter.GetProperty("name").GetString());

        parameters.ShouldBe(["topic", "partition", "offset", "count", "timeout", "max_bytes", "format"], ignoreOrder: true);
    }

    [Fact]
    public async Task Document_ShouldGiveEachOperationANameOfItsOwn()
    {
        var document = await Client.GetJsonAsync("openapi/v1.json");

        var names = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value.GetProperty("operationId").GetString());

        names.ShouldBeUnique();
    }

    [Fact]
    public async Task Document_ShouldHaveNoReferenceToNothing()
    {
        var document = await Client.GetJsonAsync("openapi/v1.json");

        document.GetProperty("openapi").GetString().ShouldNotBeNull().ShouldStartWith("3.1");
        foreach (var reference in References(document))
        {
            reference.ShouldStartWith("#/");
            var target = reference[2..].Split('/').Aggregate(document, (element, name) => element.GetProperty(name));
            target.ValueKind.ShouldBe(JsonValueKind.Object);
        }
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.NameEquals("$ref") ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
