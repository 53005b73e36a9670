// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Paths;

namespace Sluice.Gateway.Tests.Http.Paths;

public sealed class RawTargetTests
{
    [Theory]
    [InlineData("/v1/topics/a", "/v1/topics/a")]
    [InlineData("/v1/topics/a?x=/y://z", "/v1/topics/a")]
    [InlineData("/v1/../%2e%2e/a", "/v1/../%2e%2e/a")]
    [InlineData("/v1/a://b/c", "/v1/a://b/c")]
    [InlineData("http://host:9400/v1/topics/a?x", "/v1/topics/a")]
    [InlineData("http://host", "/")]
    [InlineData("http://host?x", "/")]
    [InlineData("*", "*")]
    public void Path_ShouldBeWhatTheClientSent(string target, string path)
    {
        RawTarget.Path(target).ToString().ShouldBe(path);
    }

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("", "")]
    [InlineData("a%2Fb", "a/b")]
    [InlineData("a%252Fb", "a%2Fb")]
    [InlineData("%2e%2E", "..")]
    [InlineData("%C3%BC", "ü")]
    [InlineData("%F0%9F%98%80", "😀")]
    [InlineData("a+b", "a+b")]
    [InlineData("%00", "\0")]
    public void Segment_ShouldBeDecodedOnce(string segment, string expected)
    {
        RawTarget.TryDecode(segment, out var decoded).ShouldBeTrue();

        decoded.ShouldBe(expected);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("%2")]
    [InlineData("a%zz")]
    [InlineData("% 2")]
    [InlineData("%+2")]
    [InlineData("%FF")]
    [InlineData("%C3")]
    [InlineData("%C0%AF")]
    [InlineData("%ED%A0%80")]
    public void Segment_ShouldBeRefused_WhenItsEscapesAreBroken(string segment)
    {
        RawTarget.TryDecode(segment, out _).ShouldBeFalse();
    }
}
