// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Errors;

namespace Sluice.Core.Writing;

/// <summary>
/// The producer all callers share, made when it is first needed. One that fails for good is replaced by a new one for those who come
/// after; it still reports on the records it has, and closes in the background. Thread-safe.
/// </summary>
internal sealed class SharedProducer(ClientConfig config, ILogger log, TimeProvider time) : IAsyncDisposable
{
    private const int ShortLivesAllowed = 3;
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private ProducerClient? _current;
    private Task _closing = Task.CompletedTask;
    private bool _disposed;
    private long _made;
    private int _shortLives;
    private Error? _fatal;

    /// <summary>The producer of the moment; the caller leaves it when it has handed over its records.</summary>
    /// <exception cref="KafkaFailureException">One producer after the other failed at once.</exception>
    public ProducerClient Enter()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(RecordWriter));
            _current ??= Make();
            _current.Enter();
            return _current;
        }
    }

    /// <summary>Takes <paramref name="failed"/> out of use, unless that is done already.</summary>
    public void Replace(ProducerClient failed, Error error)
    {
        lock (_lock)
        {
            if (_current != failed)
            {
                return;
            }

            _current = null;
            _fatal = error;
            _shortLives = time.GetElapsedTime(_made) < ShortLife ? _shortLives + 1 : 0;
            _closing = Task.WhenAll(_closing, failed.Retire());
        }

        Log.ProducerReplaced(log, error.Code, error.Reason);
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _disposed = true;
            if (_current is not null)
            {
                _closing = Task.WhenAll(_closing, _current.Retire());
                _current = null;
            }
        }

        await _closing.ConfigureAwait(false);
    }

    private ProducerClient Make()
    {
        if (_fatal is not null && _shortLives >= ShortLivesAllowed && time.GetElapsedTime(_made) < ShortLife)
        {
            throw new KafkaFailureException(KafkaErrors.ToFailure(_fatal, "The producer fails again and again"));
        }

        _made = time.GetTimestamp();
        return new ProducerClient(config, OnError, OnLog);
    }

    private void OnError(ProducerClient client, Error error)
    {
        if (error.IsFatal)
        {
            Replace(client, error);
        }
        else
        {
            Log.ProducerError(log, error.Code, error.Reason);
        }
    }

    private void OnLog(LogMessage message)
    {
        var level = (LogLevel)message.LevelAs(LogLevelType.MicrosoftExtensionsLogging);
        Log.Client(log, level, message.Facility, message.Message);
    }
}
