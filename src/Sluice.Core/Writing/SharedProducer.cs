// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Errors;

namespace Sluice.Core.Writing;

/// <summary>
/// The producer all callers share, made when it is first needed. One that fails for good is replaced by a new one for those who come
/// after; it still reports on the records it has, and closes in the background. Thread-safe.
/// </summary>
internal sealed class SharedProducer(Func<Action<ProducerClient, Error>, ProducerClient> create, ILogger log, TimeProvider time) : IAsyncDisposable
{
    // A producer that always fails at once, for want of a right, say, is not made anew for every call.
    private const int ShortLivesAllowed = 3;
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private ProducerClient? _current;
    private Task _closing = Task.CompletedTask;
    private bool _disposed;
    private long _madeAt;
    private int _shortLives;
    private Error? _fatal;

    /// <summary>The producer of the moment; who enters it leaves it when his records are handed over.</summary>
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
            _shortLives = time.GetElapsedTime(_madeAt) < ShortLife ? _shortLives + 1 : 0;
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
        if (_fatal is not null && _shortLives >= ShortLivesAllowed && time.GetElapsedTime(_madeAt) < ShortLife)
        {
            throw new KafkaFailureException(KafkaErrors.ToFailure(_fatal, "Writing: the producer fails again and again"));
        }

        _madeAt = time.GetTimestamp();
        return create(Replace);
    }
}
