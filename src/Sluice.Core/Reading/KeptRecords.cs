// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Core.Records;

namespace Sluice.Core.Reading;

/// <summary>
/// The newest records of a partition, without a gap: a reader that comes a moment late finds here what those before it were given, and Kafka
/// is not asked for it again. Bounded by the memory that they take. Thread-safe.
/// </summary>
/// <param name="position">The offset from which on records will be added.</param>
internal sealed class KeptRecords(long position)
{
    private readonly Lock _gate = new();

    // Those before the first are let go, and removed once they are half of the list.
    private readonly List<StoredRecord> _records = [];
    private int _first;
    private long _bytes;
    private long _from = position;
    private long _position = position;
    private long _untaken;
    private long _taken = Stopwatch.GetTimestamp();

    /// <summary>The offset after the last record that was added.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Bytes of memory of what was added since anybody took something.</summary>
    public long Untaken => Volatile.Read(ref _untaken);

    /// <summary>How long ago anybody took something, or that there was nothing yet.</summary>
    public TimeSpan SinceTaken => Stopwatch.GetElapsedTime(Volatile.Read(ref _taken));

    /// <summary>Adds the record, unless it is older than what is here.</summary>
    public void Add(StoredRecord record)
    {
        lock (_gate)
        {
            if (record.Offset >= _position)
            {
                var footprint = record.Footprint;
                _records.Add(record);
                _bytes += footprint;
                _untaken += footprint;
                _position = record.Offset + 1;
            }
        }
    }

    /// <summary>Lets the oldest go until the others take no more than that.</summary>
    public void Trim(long maxBytes)
    {
        lock (_gate)
        {
            while (_bytes > maxBytes)
            {
                var oldest = _records[_first];
                _records[_first++] = null!;
                _bytes -= oldest.Footprint;
                _from = oldest.Offset + 1;
            }

            if (_first > _records.Count / 2)
            {
                _records.RemoveRange(0, _first);
                _first = 0;
            }
        }
    }

    /// <summary>What is here from that offset on, within the bounds, but always one record; null if there is nothing, or what comes first is not here.</summary>
    public ReadResult? Read(long offset, int maxRecords, long maxBytes)
    {
        lock (_gate)
        {
            if (offset < _from || offset >= _position)
            {
                return null;
            }

            _untaken = 0;
            _taken = Stopwatch.GetTimestamp();
            var begin = FirstAt(offset);
            var end = begin;
            var size = 0L;
            do
            {
                size += _records[end++].Size;
            }
            while (end < _records.Count && end - begin < maxRecords && size + _records[end].Size <= maxBytes);

            return new ReadResult(_records.GetRange(begin, end - begin), _records[end - 1].Offset + 1);
        }
    }

    /// <summary>As <see cref="Read"/>, but nothing, instead of null, where the next record will come.</summary>
    public ReadResult? ReadOrStand(long offset, int maxRecords, long maxBytes)
    {
        lock (_gate)
        {
            return offset == _position ? new ReadResult([], offset) : Read(offset, maxRecords, maxBytes);
        }
    }

    private int FirstAt(long offset)
    {
        var (low, high) = (_first, _records.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _records[middle].Offset < offset ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
