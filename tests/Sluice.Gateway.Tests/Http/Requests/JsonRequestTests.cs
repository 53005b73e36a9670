// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sluice.Gateway.Hosting;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Http.Requests;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Http.Requests;

public sealed class JsonRequestTests
{
    [Theory]
    [InlineData("application/json", null)]
    [InlineData("application/vnd.x+json; charset=\"UTF-8\"", "identity")]
    public async Task Body_ShouldBeThere_WhenItIsJson(string type, string? encoding)
    {
        (await ReadAsync(Context("{}", type, encoding))).ShouldBe("{}");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/plain", null)]
    [InlineData("application/json; charset=latin1", null)]
    [InlineData("application/json", "compress")]
    public async Task Body_ShouldBeRefused_WhenItIsSomethingElse(string? type, string? encoding)
    {
        foreach (var length in (long?[])[null, 2])
        {
            var context = Context("{}", type, encoding);
            context.Request.ContentLength = length;

            await Answers.ShouldFailAsync(() => ReadAsync(context), ErrorCatalogue.UnsupportedMediaType);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/plain", "compress")]
    public async Task EmptyBody_ShouldNeedNoType_HoweverItsLengthIsTold(string? type, string? encoding)
    {
        foreach (var length in (long?[])[null, 0])
        {
            var context = Context("", type, encoding);
            context.Request.ContentLength = length;

            (await ReadAsync(context)).ShouldBe("");
        }
    }

    [Fact]
    public async Task Body_ShouldBeTooLarge_WhenItsLengthSaysSo()
    {
        var context = Context("{}", "application/json", null);
        context.Request.ContentLength = new GatewayOptions().MaxRequestBytes + 1;

        await Answers.ShouldFailAsync(() => ReadAsync(context), ErrorCatalogue.RequestTooLarge);
    }

    private static DefaultHttpContext Context(string body, string? type, string? encoding)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.ContentType = type;
        context.Request.Headers.ContentEncoding = encoding;
        return context;
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        var body = await new JsonRequest(Options.Create(new GatewayOptions())).OpenAsync(context);
        var (buffer, _) = await body.ReadAtLeastAsync(long.MaxValue, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer);
    }
}
