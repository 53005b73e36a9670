// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Http;
using Sluice.Core.Connections.Secrets;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.Secrets;

public sealed class HttpsSecretTests : IAsyncLifetime
{
    private SecretServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SecretServer.StartAsync(AnswerAsync);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Secret_ShouldBeTheAnswer()
    {
        (await ReadAsync("/secret")).ShouldBe("from afar");
    }

    [Fact]
    public async Task Secret_ShouldBeAskedWithTheToken()
    {
        (await FailAsync("/guarded"))
            .ShouldContain("answered 401 instead of a password: put a token into the environment variable SLUICE_SECRET_TOKEN.");
        Environment.SetEnvironmentVariable(HttpsSecret.TokenVariable, "the-token");
        try
        {
            (await ReadAsync("/guarded")).ShouldBe("guarded");

            Environment.SetEnvironmentVariable(HttpsSecret.TokenVariable, "old-token");
            var refused = await FailAsync("/guarded");
            refused.ShouldContain("answered 401 instead of a password: check the token");
            refused.ShouldNotContain("old-token");

            Environment.SetEnvironmentVariable(HttpsSecret.TokenVariable, "two\nlines");
            (await FailAsync("/guarded")).ShouldContain("holds what cannot be a token");
        }
        finally
        {
            Environment.SetEnvironmentVariable(HttpsSecret.TokenVariable, null);
        }
    }

    [Theory]
    [InlineData("/nowhere", "answered 404 instead of a password: check the address.")]
    [InlineData("/broken", "answered 500 instead of a password: see that service's log.")]
    [InlineData("/redirect", "answered 302 instead of a password: redirects are not followed, give the address itself.")]
    [InlineData("/large", "more than 64 KiB")]
    [InlineData("/empty", "the password is empty")]
    public async Task Failure_ShouldSayTheStatus_AndNeverTheBody(string path, string expected)
    {
        var failure = await FailAsync(path);

        failure.ShouldContain(expected);
        failure.ShouldStartWith(_server.Address + path.TrimStart('/'));
        failure.ShouldNotContain("hidden");
    }

    [Fact]
    public async Task Failure_ShouldSayThatTheCertificateIsNotTrusted()
    {
        var failure = await Should.ThrowAsync<KafkaFailureException>(() =>
            SecretSource.Parse(_server.Address + "secret").ReadAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("the password cannot be fetched: ");
        failure.Message.ShouldContain("certificate");
    }

    [Fact]
    public async Task Failure_ShouldSayThatNothingCameInTime()
    {
        var failure = await Should.ThrowAsync<KafkaFailureException>(() =>
            Secret("/slow").ReadAsync(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("no password came within 0.5 s");
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/secret":
                await context.Response.WriteAsync("from afar\n", context.RequestAborted);
                break;
            case "/guarded" when context.Request.Headers.Authorization == "Bearer the-token":
                await context.Response.WriteAsync("guarded", context.RequestAborted);
                break;
            case "/guarded":
                context.Response.StatusCode = 401;
                await context.Response.WriteAsync("hidden", context.RequestAborted);
                break;
            case "/broken":
                context.Response.StatusCode = 500;
                await context.Response.WriteAsync("hidden", context.RequestAborted);
                break;
            case "/redirect":
                context.Response.Redirect("/secret");
                break;
            case "/large":
                await context.Response.WriteAsync(new string('x', 100_000), context.RequestAborted);
                break;
            case "/slow":
                await context.Response.WriteAsync("half of", context.RequestAborted);
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "/empty":
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private HttpsSecret Secret(string path) => new(
        new Uri(_server.Address + path.TrimStart('/')),
        () => new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Thumbprint == _server.Thumbprint,
        });

    private Task<string> ReadAsync(string path) => Secret(path).ReadAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    private async Task<string> FailAsync(string path) => (await Should.ThrowAsync<KafkaFailureException>(() => ReadAsync(path))).Message;
}
