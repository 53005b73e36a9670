// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Connections.Diagnosis;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections;

/// <summary>
/// What the clients of one cluster report between calls. When connecting, login or TLS fails, the call itself only says that it timed out
/// or "Broker transport failure": the reason comes here, on a thread of the client, and completes the failure of the call. Thread-safe.
/// </summary>
internal sealed partial class ClientErrors(ILogger logger, TimeProvider time)
{
    /// <summary>What the sentences about a connection end with.</summary>
    public const string SeeMore = " `sluice check` shows each step on the way.";

    private const string BrokenConnection = "Local: Broker transport failure";
    private const string HungUp = "the brokers hang up without a word: they may want a login (SASL) that is not given, or another security.protocol.";

    // The client repeats the same reason only every 30 s while it lasts.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    // The latest of each kind, the more telling first.
    private volatile Reason? _refusal;
    private volatile Reason? _error;
    private volatile Reason? _disconnect;
    private readonly TaskCompletionSource<KafkaFailure> _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first refusal of login or TLS by any broker; never, if there is none.</summary>
    public Task<KafkaFailure> Refused => _refused.Task;

    /// <summary>For <c>SetErrorHandler</c>.</summary>
    public void OnError(Error error)
    {
        // It only sums up what the brokers' own errors said before.
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            return;
        }

        Log.ClientError(logger, error.IsFatal ? LogLevel.Error : LogLevel.Warning, error.Code, error.Reason);
        var reason = new Reason(error.Reason, time.GetTimestamp());
        if (IsRefusal(error))
        {
            _refusal = reason;
            _refused.TrySetResult(new KafkaFailure(FailureCode.KafkaRefused, ClientReason.Explain(error.Reason) + "."));
        }
        else
        {
            _error = reason;
        }
    }

    /// <summary>Says what a handler of a client threw. Never throws.</summary>
    public void OnFault(Exception exception)
    {
        try
        {
            Log.HandlerFailed(logger, exception);
        }
        catch (Exception)
        {
            // It was the logger that threw, most likely: there is nobody else to tell.
        }
    }

    /// <summary>For <c>SetLogHandler</c>.</summary>
    public void OnLog(LogMessage message)
    {
        var level = (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);
        if (logger.IsEnabled(level))
        {
            Log.ClientLog(logger, level, message.Name, message.Facility, message.Message);
        }

        // A broker that hangs up is no error to the client, but it is all there is to be seen of a wrong security.protocol.
        if (message.Facility == "FAIL" && message.Level == SyslogLevel.Info)
        {
            _disconnect = new Reason(WithoutThread(message.Message), time.GetTimestamp());
        }
    }

    /// <summary>A call was answered: what was reported before is over.</summary>
    public void OnSuccess()
    {
        _refusal = null;
        _error = null;
        _disconnect = null;
    }

    /// <summary>Translates the error of a call, completed by the reason if one was reported lately.</summary>
    /// <param name="error">The call's error.</param>
    /// <param name="what">What was tried, e.g. <c>Creating topic "orders"</c>.</param>
    public KafkaFailure ToFailure(Error error, string what) => Complete(KafkaErrors.ToFailure(error, what));

    /// <summary>
    /// Adds the reason to a failure that says only that Kafka could not be reached or did not answer;
    /// refused login or TLS makes it <see cref="FailureCode.KafkaRefused"/>.
    /// </summary>
    public KafkaFailure Complete(KafkaFailure failure)
    {
        if (failure.Code is not (FailureCode.KafkaUnavailable or FailureCode.KafkaTimeout))
        {
            return failure;
        }

        var refusal = Recent(_refusal);
        if ((refusal ?? Recent(_error) ?? Recent(_disconnect)) is not { } reason)
        {
            return failure.Detail.EndsWith(BrokenConnection, StringComparison.Ordinal)
                ? failure with { Detail = failure.Detail.Replace(BrokenConnection, HungUp, StringComparison.Ordinal) + SeeMore }
                : failure;
        }

        var words = ClientReason.Explain(reason);
        return failure.Detail.Contains(words, StringComparison.Ordinal)
            ? failure
            : new KafkaFailure(refusal is null ? failure.Code : FailureCode.KafkaRefused, $"{NoReason.Replace(failure.Detail, "")}: {words}.{SeeMore}");
    }

    private string? Recent(Reason? reason) => reason is not null && time.GetElapsedTime(reason.At) < Lifetime ? reason.Text : null;

    // The client begins its logs with "[thrd:name]: ".
    private static string WithoutThread(string text)
    {
        var end = text.IndexOf("]: ", StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 3)..];
    }

    // A broker that does not like our certificate hangs up in the middle of TLS, which the client counts as a lost connection.
    private static bool IsRefusal(Error error) =>
        KafkaErrors.CodeOf(error.Code) == FailureCode.KafkaRefused
        || error.Reason.Contains("SSL handshake failed", StringComparison.Ordinal)
        || error.Reason.Contains("SSL routines", StringComparison.Ordinal);

    // What a call says that knows no reason.
    [GeneratedRegex(@": (Local: [\w ]+|no answer in time)\.?$")]
    private static partial Regex NoReason { get; }

    private sealed record Reason(string Text, long At);
}
