// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Http.Requests;

public sealed class FramingMiddlewareTests
{
    [Theory]
    [InlineData("chunked")]
    [InlineData("Chunked")]
    [InlineData(null)]
    public async Task Request_ShouldPass_WhenItsLengthIsToldInOneWay(string? encoding)
    {
        var context = Answers.Context();
        context.Request.Headers.TransferEncoding = encoding;

        (await PassesAsync(context)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("gzip, chunked")]
    [InlineData("gzip,chunked")]
    [InlineData("chunked, chunked")]
    [InlineData("identity")]
    [InlineData("gzip", "chunked")]
    public async Task Request_ShouldBeRefused_WhenItsTransferEncodingIsNotChunkedAlone(params string[] encodings)
    {
        var context = Answers.Context();
        context.Request.Headers.TransferEncoding = new StringValues(encodings);

        (await PassesAsync(context)).ShouldBeFalse();
        ShouldBeMalformed(context);
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("X-Content-Length")]
    public async Task Request_ShouldBeRefused_WhenItHasALengthBesides(string header)
    {
        var context = Answers.Context();
        context.Request.Headers.TransferEncoding = "chunked";
        context.Request.Headers[header] = "5";

        (await PassesAsync(context)).ShouldBeFalse();
        ShouldBeMalformed(context);
    }

    [Theory]
    [InlineData("Content-Length\v")]
    [InlineData("X\u0001")]
    [InlineData("X(Y)")]
    [InlineData("X-\u00fc")]
    public async Task Request_ShouldBeRefused_WhenAHeadersNameIsNone(string name)
    {
        var context = Answers.Context();
        context.Request.Headers[name] = "5";

        (await PassesAsync(context)).ShouldBeFalse();
        ShouldBeMalformed(context);
    }

    private static async Task<bool> PassesAsync(HttpContext context)
    {
        var passes = false;
        await new FramingMiddleware(_ =>
        {
            passes = true;
            return Task.CompletedTask;
        }).InvokeAsync(context);
        return passes;
    }

    private static void ShouldBeMalformed(HttpContext context)
    {
        context.Response.StatusCode.ShouldBe(400);
        context.Response.Headers.Connection.ToString().ShouldBe("close");
        Answers.Json(context).GetProperty("code").GetString().ShouldBe("malformed-request");
    }
}
