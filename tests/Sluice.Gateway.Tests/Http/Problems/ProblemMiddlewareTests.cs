// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Testing;
using Sluice.Core.Errors;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Http.Problems;

public sealed class ProblemMiddlewareTests
{
    private readonly FakeLogger<ProblemMiddleware> _logger = new();

    public static TheoryData<FailureCode> Failures => [.. Enum.GetValues<FailureCode>()];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Failure_ShouldBeAnsweredByItsRow(FailureCode code)
    {
        var context = await RunAsync(_ => throw new KafkaFailureException(code, "what happened"));

        var row = ErrorCatalogue.For(code);
        var answer = Answers.Json(context);
        context.Response.StatusCode.ShouldBe(row.Status);
        context.Response.ContentType.ShouldBe("application/problem+json");
        context.Response.Headers.RetryAfter.Count.ShouldBe(row.Status is 503 or 504 ? 1 : 0);
        answer.GetProperty("type").GetString().ShouldBe("/errors/" + row.Code);
        answer.GetProperty("title").GetString().ShouldBe(row.Title);
        answer.GetProperty("status").GetInt32().ShouldBe(row.Status);
        answer.GetProperty("code").GetString().ShouldBe(row.Code);
        answer.GetProperty("retryable").GetBoolean().ShouldBe(row.IsRetryable);
        answer.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        if (row != ErrorCatalogue.Internal)
        {
            // One text whatever Kafka said, so that it does not tell a hidden topic from one that is not there.
            var isHidden = row == ErrorCatalogue.TopicNotFound;
            answer.GetProperty("detail").GetString().ShouldBe(isHidden ? Problem.TopicNotFoundDetail : "what happened");
            _logger.Collector.Count.ShouldBe(0);
        }
    }

    [Fact]
    public async Task Range_ShouldBeInTheAnswer_WhenTheOffsetIsOutOfIt()
    {
        var failure = new KafkaFailure(FailureCode.OffsetOutOfRange, "out") { EarliestOffset = 0, LatestOffset = 7 };

        var answer = Answers.Json(await RunAsync(_ => throw new KafkaFailureException(failure)));

        answer.GetProperty("earliest_offset").GetInt64().ShouldBe(0);
        answer.GetProperty("latest_offset").GetInt64().ShouldBe(7);
    }

    [Fact]
    public async Task Defect_ShouldBeLoggedUnderItsTraceId_AndShowNothing()
    {
        var context = await RunAsync(_ => throw new InvalidOperationException("secret state"));

        context.Response.StatusCode.ShouldBe(500);
        Answers.Text(context).ShouldNotContain("secret");
        _logger.LatestRecord.Exception.ShouldBeOfType<InvalidOperationException>();
        _logger.LatestRecord.Message.ShouldContain(Answers.Json(context).GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task Headers_ShouldBeGone_ThatTheOperationHadSet()
    {
        var context = await RunAsync(c =>
        {
            c.Response.Headers["NextOffset"] = "1";
            throw new KafkaFailureException(FailureCode.KafkaTimeout, "late");
        });

        context.Response.Headers.ContainsKey("NextOffset").ShouldBeFalse();
    }

    [Fact]
    public async Task HangUp_ShouldBeNoError()
    {
        using var aborted = new CancellationTokenSource();
        var context = Answers.Context();
        context.RequestAborted = aborted.Token;

        await RunAsync(
            async c =>
            {
                await aborted.CancelAsync();
                c.RequestAborted.ThrowIfCancellationRequested();
            },
            context);
        await RunAsync(_ => throw new ConnectionResetException("reset"));

        _logger.Collector.Count.ShouldBe(0);
        Answers.Text(context).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancellation_ShouldBeADefect_WhenTheClientIsStillThere()
    {
        var context = await RunAsync(_ => throw new OperationCanceledException());

        context.Response.StatusCode.ShouldBe(500);
        _logger.Collector.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(404, "not-found")]
    [InlineData(405, "method-not-allowed")]
    [InlineData(400, "malformed-request")]
    public async Task BareStatus_ShouldGetItsProblem(int status, string code)
    {
        var context = await RunAsync(c =>
        {
            c.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Answers.Json(context).GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData(400, "malformed-request")]
    [InlineData(408, "request-timeout")]
    [InlineData(413, "request-too-large")]
    public async Task ServersOwnRefusal_ShouldGetItsProblem(int status, string code)
    {
        var context = await RunAsync(_ => throw new BadHttpRequestException("Reading the request body timed out.", status));

        context.Response.StatusCode.ShouldBe(status);
        Answers.Json(context).GetProperty("code").GetString().ShouldBe(code);
    }

    private async Task<DefaultHttpContext> RunAsync(RequestDelegate next, DefaultHttpContext? context = null)
    {
        context ??= Answers.Context();
        await new ProblemMiddleware(next, _logger).InvokeAsync(context);
        return context;
    }
}
