// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Waiting;

namespace Sluice.Core.Writing;

/// <summary>
/// Bounds the bytes that wait for their acknowledgement. Whoever finds it full waits in line; what is larger than the whole queue goes in alone.
/// Thread-safe.
/// </summary>
internal sealed class WriteQueue(long capacity, TimeProvider time)
{
    private readonly WaitingRoom _room = new(capacity, time, admitsOversized: true);
    private long _records;

    public long Capacity => capacity;

    public long Used => _room.Used;

    /// <summary>Number of records that are in.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>Number of callers that wait in line.</summary>
    public int Waiting => _room.Waiting;

    /// <summary>Takes <paramref name="bytes"/> of room; false if there was none within <paramref name="timeout"/>.</summary>
    public async ValueTask<bool> EnterAsync(long bytes, TimeSpan timeout, CancellationToken cancellationToken, int records = 1)
    {
        var isIn = await _room.EnterAsync(bytes, timeout, cancellationToken).ConfigureAwait(false);
        if (isIn)
        {
            Interlocked.Add(ref _records, records);
        }

        return isIn;
    }

    /// <summary>Gives back the room of that many records, of so many bytes together.</summary>
    public void Leave(long bytes, int records = 1)
    {
        Interlocked.Add(ref _records, -records);
        _room.Leave(bytes);
    }
}
