// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Topics;

/// <summary>
/// Counts the calls that use a client, so that it is closed after the last of them: the client library does not survive a call to a
/// client that is closed at the same moment. Thread-safe.
/// </summary>
internal sealed class InFlight
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _count;
    private bool _closed;

    /// <summary>Makes the call.</summary>
    /// <exception cref="ObjectDisposedException">The client is closed, or about to be.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(TopicCatalog));
            _count++;
        }

        try
        {
            return await call().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _count--;
                EndIfOver();
            }
        }
    }

    /// <summary>Lets no more calls begin; ends when those under way have ended.</summary>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            EndIfOver();
            return _over.Task;
        }
    }

    private void EndIfOver()
    {
        if (_closed && _count == 0)
        {
            _over.TrySetResult();
        }
    }
}
