// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Logging.Testing;
using Sluice.Core.Errors;
using Sluice.Core.Writing;
using Sluice.Gateway.Features.Producer;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Features.Producer;

public sealed class ProduceAnswerWriterTests
{
    private static readonly KafkaFailure TimedOut = new(FailureCode.KafkaTimeout, "No acknowledgement.");
    private static readonly KafkaFailure TooLarge = new(FailureCode.RecordTooLarge, "Over the topic's maximum.");

    private readonly FakeLogger<ProduceAnswerWriter> _logger = new();
    private readonly ProduceAnswerWriter _writer;

    public ProduceAnswerWriterTests() => _writer = new ProduceAnswerWriter(_logger);

    [Fact]
    public async Task Answer_ShouldHaveEveryOffset_WhenAllIsWritten()
    {
        var context = Answers.Context();

        await _writer.WriteAsync(context, [new() { Partition = 2, Offset = 12 }, new() { Partition = 0, Offset = 7 }]);

        context.Response.StatusCode.ShouldBe(200);
        Answers.Text(context).ShouldBe("""{"offsets":[{"partition":2,"offset":12},{"partition":0,"offset":7}]}""");
    }

    [Fact]
    public async Task Answer_ShouldTellOfEveryRecord_WhenOneFailed()
    {
        var context = Answers.Context();

        await _writer.WriteAsync(context, [new() { Partition = 2, Offset = 12 }, Failed(TimedOut, mayBeWritten: true)]);

        context.Response.StatusCode.ShouldBe(504);
        context.Response.Headers.RetryAfter.ToString().ShouldBe("1");
        var answer = Answers.Json(context);
        answer.GetProperty("code").GetString().ShouldBe("kafka-timeout");
        answer.GetProperty("retryable").GetBoolean().ShouldBeTrue();
        answer.GetProperty("detail").GetString().ShouldNotBeNull().ShouldStartWith("1 of 2 records failed");
        answer.GetProperty("offsets").GetRawText().ShouldBe(
            """[{"partition":2,"offset":12},"""
            + """{"error":{"code":"kafka-timeout","detail":"No acknowledgement.","retryable":true,"outcome":"unknown"}}]""");
    }

    [Fact]
    public async Task Status_ShouldBeOfTheFailureThatStays_WhenOthersMayGoAway()
    {
        var context = Answers.Context();

        await _writer.WriteAsync(context, [Failed(TimedOut, mayBeWritten: true), Failed(TooLarge, mayBeWritten: false)]);

        context.Response.StatusCode.ShouldBe(413);
        Answers.Json(context).GetProperty("retryable").GetBoolean().ShouldBeFalse();
        Answers.Json(context).GetProperty("offsets")[1].GetProperty("error").GetProperty("outcome").GetString().ShouldBe("not-written");
    }

    [Fact]
    public async Task Detail_ShouldBeTheFailuresOwn_WhenAllRecordsShareIt()
    {
        var context = Answers.Context();

        await _writer.WriteAsync(context, [Failed(TimedOut, mayBeWritten: false), Failed(TimedOut, mayBeWritten: false)]);

        Answers.Json(context).GetProperty("detail").GetString().ShouldBe("No acknowledgement.");
    }

    [Fact]
    public async Task Answer_ShouldShowNothingOfTheInside_WhenAFailureIsInternal()
    {
        var context = Answers.Context();

        await _writer.WriteAsync(context, [Failed(new(FailureCode.Internal, "secret state"), mayBeWritten: true)]);

        context.Response.StatusCode.ShouldBe(500);
        Answers.Text(context).ShouldNotContain("secret");
        _logger.LatestRecord.Message.ShouldContain("secret state");
        _logger.LatestRecord.Message.ShouldContain(Answers.Json(context).GetProperty("traceId").GetString()!);
    }

    private static WriteResult Failed(KafkaFailure failure, bool mayBeWritten) =>
        new() { Partition = -1, Offset = -1, Failure = failure, MayBeWritten = mayBeWritten };
}
