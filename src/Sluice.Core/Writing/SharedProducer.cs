// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using Sluice.Core.Errors;

namespace Sluice.Core.Writing;

/// <summary>
/// The producer all callers share, made when it is first needed. One that fails for good is replaced by a new one for those who come
/// after; it still reports on the records it has, and closes in the background. Thread-safe.
/// </summary>
internal sealed class SharedProducer(Func<Action<ProducerClient, Error>, ProducerClient> create, ILogger log, TimeProvider time)
    : IAsyncDisposable
{
    // Where Kafka refuses producers as such, for want of a right, say, one is not made for every call.
    private static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private ProducerClient? _current;
    private Task _closing = Task.CompletedTask;
    private bool _disposed;
    private long _madeAt;
    private KafkaFailure? _refusal;

    /// <summary>The producer of the moment; who enters it leaves it when his records are handed over.</summary>
    /// <exception cref="KafkaFailureException">Kafka has just refused to let one write.</exception>
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
            var failure = KafkaErrors.ToFailure(error, "Making a producer");
            _refusal = failure.IsRetryable ? null : failure;
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
        if (_refusal is not null && time.GetElapsedTime(_madeAt) < RefusalPause)
        {
            throw new KafkaFailureException(_refusal);
        }

        _madeAt = time.GetTimestamp();
        return create(Replace);
    }
}
