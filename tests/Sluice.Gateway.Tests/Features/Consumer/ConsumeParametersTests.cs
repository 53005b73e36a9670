// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Sluice.Core.Reading;
using Sluice.Gateway.Features.Consumer;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Features.Consumer;

public sealed class ConsumeParametersTests
{
    [Fact]
    public void Parameters_ShouldHaveDefaults()
    {
        var parameters = Parse();

        parameters.Request.ShouldBe(
            new ReadRequest("t", 3, ReadPosition.Offset(12)) { MaxRecords = 1, MaxBytes = 6_000_000, Wait = TimeSpan.Zero });
        parameters.Format.ShouldBe(ConsumeFormat.Text);
    }

    [Fact]
    public void Parameters_ShouldBeRead_AndUnknownOnesPassedOver()
    {
        var parameters = Parse(query: "?count=20&timeout=30000&max_bytes=1&format=json&other=1&other=2");

        parameters.Request.MaxRecords.ShouldBe(20);
        parameters.Request.Wait.ShouldBe(TimeSpan.FromSeconds(30));
        parameters.Request.MaxBytes.ShouldBe(1);
        parameters.Format.ShouldBe(ConsumeFormat.Json);
    }

    [Fact]
    public void Count_ShouldBeCapped_NotRefused()
    {
        Parse(query: "?count=2147483647").Request.MaxRecords.ShouldBe(ConsumeParameters.MaxRecords);
    }

    [Theory]
    [InlineData("0", ReadPositionKind.Offset, 0)]
    [InlineData("9223372036854775807", ReadPositionKind.Offset, long.MaxValue)]
    [InlineData("earliest", ReadPositionKind.Earliest, 0)]
    [InlineData("latest", ReadPositionKind.Latest, 0)]
    [InlineData("time:1700000000000", ReadPositionKind.Time, 1_700_000_000_000)]
    public void Offset_ShouldBeANumberOrAName(string text, ReadPositionKind kind, long number)
    {
        var position = Parse(offset: text).Request.Position;

        position.Kind.ShouldBe(kind);
        position.Number.ShouldBe(number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("9223372036854775808")]
    [InlineData("Earliest")]
    [InlineData("time:")]
    [InlineData("time:-1")]
    public void Offset_ShouldBeRefused_WhenItIsNeither(string text)
    {
        Answers.ShouldFail(() => Parse(offset: text), ErrorCatalogue.InvalidParameter).Detail.ShouldContain("\"offset\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("2147483648")]
    public void Partition_ShouldBeRefused_WhenItIsNoNumber(string text)
    {
        Answers.ShouldFail(() => Parse(partition: text), ErrorCatalogue.InvalidParameter).Detail.ShouldContain("\"partition\"");
    }

    [Theory]
    [InlineData("?count=0", "count")]
    [InlineData("?count=2147483648", "count")]
    [InlineData("?count=", "count")]
    [InlineData("?count=1e1", "count")]
    [InlineData("?count=1&count=1", "count")]
    [InlineData("?count=%201", "count")]
    [InlineData("?timeout=-1", "timeout")]
    [InlineData("?timeout=30001", "timeout")]
    [InlineData("?max_bytes=0", "max_bytes")]
    [InlineData("?max_bytes=6000001", "max_bytes")]
    [InlineData("?format=text", "format")]
    [InlineData("?format=", "format")]
    public void Parameter_ShouldBeRefusedByName_WhenItIsWrong(string query, string name)
    {
        Answers.ShouldFail(() => Parse(query: query), ErrorCatalogue.InvalidParameter).Detail.ShouldContain($"\"{name}\"");
    }

    private static ConsumeParameters Parse(string partition = "3", string offset = "12", string query = "") =>
        ConsumeParameters.Parse("t", partition, offset, new QueryCollection(QueryHelpers.ParseQuery(query)), TimeSpan.FromSeconds(30));
}
