// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections;

public sealed class ClientErrorsTests
{
    private static readonly KafkaFailure NoAnswer = new(FailureCode.KafkaTimeout, "Listing the topics: no answer in time.");

    private readonly FakeLogger _logger = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ClientErrors _errors;

    public ClientErrorsTests() => _errors = new ClientErrors(_logger, _time);

    [Fact]
    public void Complete_ShouldAddTheReason_WhenKafkaCannotBeReached()
    {
        _errors.OnError(new Error(ErrorCode.Local_Transport, "Connection refused"));
        _errors.OnError(new Error(ErrorCode.Local_AllBrokersDown, "3/3 brokers are down"));

        _errors.Complete(NoAnswer).ShouldBe(new KafkaFailure(FailureCode.KafkaTimeout, $"Listing the topics: Connection refused.{ClientErrors.SeeMore}"));
    }

    [Theory]
    [InlineData(ErrorCode.Local_Authentication)]
    [InlineData(ErrorCode.SaslAuthenticationFailed)]
    [InlineData(ErrorCode.Local_Ssl)]
    public void Complete_ShouldMakeItRefused_WhenLoginOrTlsFailed(ErrorCode code)
    {
        _errors.OnError(new Error(code, "certificate verify failed"));
        _errors.OnError(new Error(ErrorCode.Local_Transport, "Disconnected"));

        var failure = _errors.Complete(NoAnswer);

        failure.Code.ShouldBe(FailureCode.KafkaRefused);
        failure.Detail.ShouldContain("certificate verify failed");
        failure.IsRetryable.ShouldBeFalse();
    }

    [Fact]
    public void Complete_ShouldLeaveOtherFailuresAlone()
    {
        _errors.OnError(new Error(ErrorCode.Local_Authentication, "no"));
        var missing = new KafkaFailure(FailureCode.TopicNotFound, "There is no topic \"orders\".");

        _errors.Complete(missing).ShouldBeSameAs(missing);
    }

    [Fact]
    public void Complete_ShouldForgetReasons_WhenTheyAreOldOrACallSucceeded()
    {
        _errors.OnError(new Error(ErrorCode.Local_Authentication, "no"));
        _time.Advance(TimeSpan.FromSeconds(61));
        _errors.Complete(NoAnswer).ShouldBeSameAs(NoAnswer);

        _errors.OnError(new Error(ErrorCode.Local_Authentication, "no"));
        _errors.OnSuccess();
        _errors.Complete(NoAnswer).ShouldBeSameAs(NoAnswer);
    }

    [Fact]
    public void Complete_ShouldMakeItRefused_WhenTheBrokerHangsUpInTheMiddleOfTls()
    {
        _errors.OnError(new Error(ErrorCode.Local_Transport, "Receive failed: error:0A000412:SSL routines::ssl/tls alert bad certificate"));

        _errors.Complete(NoAnswer).Code.ShouldBe(FailureCode.KafkaRefused);
    }

    [Fact]
    public void Complete_ShouldTakeTheLatestReason_ButARefusalFirst()
    {
        for (var i = 0; i < 100; i++)
        {
            _errors.OnError(new Error(ErrorCode.Local_Transport, $"reason {i}"));
        }

        _errors.Complete(NoAnswer).Detail.ShouldStartWith("Listing the topics: reason 99.");

        _errors.OnError(new Error(ErrorCode.Local_Authentication, "wrong password"));
        _errors.OnError(new Error(ErrorCode.Local_Transport, "reason 100"));
        _errors.Complete(NoAnswer).Detail.ShouldStartWith("Listing the topics: wrong password.");
    }

    [Fact]
    public void ToFailure_ShouldSayWhatToDo_WhenNobodySaysWhy()
    {
        var failure = _errors.ToFailure(new Error(ErrorCode.Local_Transport, "Local: Broker transport failure"), "Connecting to Kafka");

        failure.Code.ShouldBe(FailureCode.KafkaUnavailable);
        failure.Detail.ShouldStartWith("Connecting to Kafka: the brokers hang up without a word: they may want a login");
        failure.Detail.ShouldEndWith(ClientErrors.SeeMore);
    }

    [Fact]
    public void ToFailure_ShouldSayWhatToAskFor_WithoutPermission()
    {
        var failure = _errors.ToFailure(new Error(ErrorCode.TopicAuthorizationFailed), "Describing topic \"orders\"");

        failure.Code.ShouldBe(FailureCode.KafkaRefused);
        failure.Detail.ShouldContain("ACL operation");
    }

    [Fact]
    public void Complete_ShouldTakeADisconnect_WhenThereIsNothingElse()
    {
        _errors.OnLog(new LogMessage("sluice#1", SyslogLevel.Info, "FAIL", "[thrd:a:1/bootstrap]: a:1/bootstrap: Disconnected: connection closed by peer"));

        _errors.Complete(NoAnswer).ShouldBe(new KafkaFailure(
            FailureCode.KafkaTimeout, $"Listing the topics: a:1/bootstrap: Disconnected: connection closed by peer.{ClientErrors.SeeMore}"));
    }

    [Fact]
    public void OnLog_ShouldReachTheLogger_WithItsLevel()
    {
        _errors.OnLog(new LogMessage("sluice#1", SyslogLevel.Warning, "CONFWARN", "something is odd"));

        _logger.LatestRecord.Level.ShouldBe(LogLevel.Warning);
        _logger.LatestRecord.Message.ShouldBe("sluice#1 CONFWARN: something is odd");
    }
}
