// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Soak.Gateways;

namespace Sluice.Soak.Memory;

/// <summary>Adds up what readers got. Thread-safe.</summary>
internal sealed class ReadTotals
{
    private readonly ConcurrentQueue<string> _faults = [];
    private long _requests;
    private long _records;

    public long Requests => Interlocked.Read(ref _requests);

    public long Records => Interlocked.Read(ref _records);

    public IReadOnlyCollection<string> Faults => _faults;

    public void Add(Answer answer, int records, bool isInPlace)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _records, Math.Max(0, records));
        if (!answer.IsOk || !isInPlace)
        {
            _faults.Enqueue($"{answer} (NextOffset {answer.NextOffset})");
        }
    }
}
