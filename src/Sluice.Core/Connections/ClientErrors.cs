// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections;

/// <summary>
/// What the clients of one cluster report between calls. When connecting, login or TLS fails, the call itself only says that it timed out
/// or "Broker transport failure": the reason comes here, on a thread of the client, and completes the failure of the call. Thread-safe.
/// </summary>
internal sealed class ClientErrors(ILogger logger, TimeProvider time)
{
    private const int Capacity = 8;

    // The client repeats the same reason only every 30 s while it lasts.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly LinkedList<(Error Error, long At)> _latest = [];
    private volatile bool _any;

    /// <summary>For <c>SetErrorHandler</c>.</summary>
    public void OnError(Error error)
    {
        // It only sums up what the brokers' own errors said before.
        if (error.Code == ErrorCode.Local_AllBrokersDown)
        {
            return;
        }

        Log.ClientError(logger, error.IsFatal ? LogLevel.Error : LogLevel.Warning, error.Code, error.Reason);
        lock (_gate)
        {
            _latest.AddFirst((error, time.GetTimestamp()));
            if (_latest.Count > Capacity)
            {
                _latest.RemoveLast();
            }

            _any = true;
        }
    }

    /// <summary>For <c>SetLogHandler</c>.</summary>
    public void OnLog(LogMessage message)
    {
        var level = (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);
        Log.ClientLog(logger, level, message.Name, message.Facility, message.Message);
    }

    /// <summary>A call was answered: what was reported before is over.</summary>
    public void OnSuccess()
    {
        if (_any)
        {
            lock (_gate)
            {
                _latest.Clear();
                _any = false;
            }
        }
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
        if (failure.Code is not (FailureCode.KafkaUnavailable or FailureCode.KafkaTimeout) || FindReason() is not { } reason)
        {
            return failure;
        }

        var refused = IsRefusal(reason);
        var detail = failure.Detail.Contains(reason.Reason, StringComparison.Ordinal) ? failure.Detail : $"{failure.Detail} ({reason.Reason})";
        return new KafkaFailure(refused ? FailureCode.KafkaRefused : failure.Code, detail);
    }

    // A refusal says more than the lost connections before and after it.
    private Error? FindReason()
    {
        lock (_gate)
        {
            var recent = _latest.Where(entry => time.GetElapsedTime(entry.At) < Lifetime).Select(entry => entry.Error).ToList();
            return recent.Find(IsRefusal) ?? recent.FirstOrDefault();
        }
    }

    private static bool IsRefusal(Error error) => KafkaErrors.CodeOf(error.Code) == FailureCode.KafkaRefused;
}
