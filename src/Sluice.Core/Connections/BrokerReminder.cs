// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Native;

namespace Sluice.Core.Connections;

/// <summary>
/// Names the bootstrap servers to a client again after its connections failed. A broker that has just started may answer that there are topics
/// and no brokers; the client then forgets all brokers, those of <c>bootstrap.servers</c> too, and never connects to anything again
/// (librdkafka issue 5301, seen up to 2.16). One that still knows its brokers makes nothing of being told. One for each client; thread-safe.
/// </summary>
internal sealed class BrokerReminder(string bootstrapServers, TimeProvider time, Action<IClient, string>? remind = null)
{
    // From the last error on. A client that still tries fails again within its reconnect.backoff.max.ms, 10 s unless set, and begins this anew.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)];

    private readonly Action<IClient, string> _remind = remind ?? Remind;
    private readonly Lock _lock = new();
    private bool _isRunning;
    private int _errors;

    /// <summary>For <c>SetErrorHandler</c>.</summary>
    public void OnError(IClient client, Error error)
    {
        if (error.Code is not (ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve))
        {
            return;
        }

        lock (_lock)
        {
            _errors++;
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        _ = RunAsync(client);
    }

    private async Task RunAsync(IClient client)
    {
        try
        {
            for (var (next, seen) = (0, Errors); next < Pauses.Length; next++)
            {
                await Task.Delay(Pauses[next], time).ConfigureAwait(false);
                _remind(client, bootstrapServers);
                if (Errors is var errors && errors != seen)
                {
                    (next, seen) = (-1, errors);
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // The client is gone, and its troubles with it.
        }

        lock (_lock)
        {
            _isRunning = false;
        }
    }

    private int Errors
    {
        get
        {
            lock (_lock)
            {
                return _errors;
            }
        }
    }

    private static void Remind(IClient client, string bootstrapServers)
    {
        using var handle = new ClientHandle(client);
        _ = Librdkafka.BrokersAdd(handle.Pointer, bootstrapServers);
    }
}
