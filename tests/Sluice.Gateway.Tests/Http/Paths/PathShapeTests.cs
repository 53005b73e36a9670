// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Routing.Patterns;
using Sluice.Gateway.Http.Paths;

namespace Sluice.Gateway.Tests.Http.Paths;

public sealed class PathShapeTests
{
    private readonly PathShape _shape = PathShape.Of(RoutePatternFactory.Parse("/v1/metadata/topics/{topic}/partitions/{partition}"))!;

    [Theory]
    [InlineData("/v1/metadata/topics/orders/partitions/0", "orders", "0")]
    [InlineData("/v1/metadata/topics/orders/partitions/0/", "orders", "0")]
    [InlineData("/V1/Metadata/%74opics/orders/partitions/0", "orders", "0")]
    [InlineData("/v1/metadata/topics/../partitions/%2e", "..", ".")]
    [InlineData("/v1/metadata/topics/a%2Fb/partitions/0", "a/b", "0")]
    [InlineData("/v1/metadata/topics//partitions/0", "", "0")]
    public void Parameters_ShouldBeDecodedOnce(string path, string topic, string partition)
    {
        var values = _shape.Match(path).ShouldNotBeNull();

        values["topic"].ShouldBe(topic);
        values["partition"].ShouldBe(partition);
    }

    [Fact]
    public void Parameter_ShouldBeNull_WhenItCannotBeDecoded()
    {
        _shape.Match("/v1/metadata/topics/%ff/partitions/0").ShouldNotBeNull()["topic"].ShouldBeNull();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/metadata/topics/orders/partitions")]
    [InlineData("/v1/metadata/topics/orders/partitions/0/1")]
    [InlineData("/v1/metadata/topics/a/b/partitions/0")]
    [InlineData("/v1/metadata//topics/orders/partitions/0")]
    [InlineData("/v1/../v1/metadata/topics/orders/partitions/0")]
    [InlineData("/v1/metadata%2Ftopics/orders/partitions/0")]
    public void Path_ShouldNotMatch_WhenItHasAnotherShape(string path)
    {
        _shape.Match(path).ShouldBeNull();
    }

    [Theory]
    [InlineData("/v1/metadata/brokers")]
    [InlineData("/docs/{name?}")]
    [InlineData("/docs/{**rest}")]
    [InlineData("/a/b-{c}")]
    public void Shape_ShouldBeNone_WithoutWholeParameters(string pattern)
    {
        PathShape.Of(RoutePatternFactory.Parse(pattern)).ShouldBeNull();
    }

    [Fact]
    public void PlaceholderPath_ShouldHaveTheShape()
    {
        _shape.PlaceholderPath.ShouldBe("/v1/metadata/topics/_/partitions/_");
    }
}
