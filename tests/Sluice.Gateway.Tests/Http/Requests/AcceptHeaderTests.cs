// SPDX-License-Identifier: Apache-2.0

using Sluice.Gateway.Http.Requests;

namespace Sluice.Gateway.Tests.Http.Requests;

public sealed class AcceptHeaderTests
{
    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("*/*")]
    [InlineData("application/*")]
    [InlineData("Application/JSON")]
    [InlineData("application/json;q=0.001")]
    [InlineData("application/json; odata=verbose; charset=utf-8")]
    [InlineData("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2")]
    [InlineData("*/*;q=0, application/json")]
    [InlineData("text/html", "application/json")]
    [InlineData("application/json;q=0, application/json;version=2")]
    public void Json_ShouldBeAllowed(params string[] values)
    {
        AcceptHeader.AllowsJson(values).ShouldBeTrue();
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml, text/*")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json;q=0.000, */*")]
    [InlineData("application/*;q=0, */*")]
    [InlineData("application/problem+json")]
    [InlineData("nonsense")]
    public void Json_ShouldNotBeAllowed(params string[] values)
    {
        AcceptHeader.AllowsJson(values).ShouldBeFalse();
    }
}
