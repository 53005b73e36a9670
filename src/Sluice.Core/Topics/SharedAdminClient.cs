// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Topics;

/// <summary>
/// A client whose calls may outlive those who wait for them. It begins no call any more once it is being disposed: the client frees what
/// its calls use before it refuses them, and a call in between corrupts the process. Thread-safe.
/// </summary>
internal sealed class SharedAdminClient(IAdminClient client) : IDisposable
{
    private readonly Lock _gate = new();
    private bool _isDisposed;

    /// <summary>For calls that block, which must have returned before this is disposed.</summary>
    public IAdminClient Blocking => client;

    /// <summary>Begins a call; it goes on if nobody waits for it.</summary>
    /// <exception cref="ObjectDisposedException">It is being disposed.</exception>
    public TTask Begin<TTask>(Func<IAdminClient, TTask> call)
        where TTask : Task
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, typeof(KafkaCluster));
            return call(client);
        }
    }

    /// <summary>Waits for the client's threads. Calls under way get no answer.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        client.Dispose();
    }
}
