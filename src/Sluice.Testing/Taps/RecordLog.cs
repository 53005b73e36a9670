// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Taps;

/// <summary>
/// Records in the order in which they came, the oldest to be taken out first, and found by a bookmark without looking at those before it,
/// which are most: cases ask for what came since they began. Not thread-safe.
/// </summary>
internal sealed class RecordLog
{
    private readonly Queue<TapRecord> _records = new();
    private readonly Dictionary<int, PartitionPlaces> _places = [];
    private long _dropped;

    public int Count => _records.Count;

    public void Add(TapRecord record)
    {
        _records.Enqueue(record);
        if (!_places.TryGetValue(record.Partition, out var places))
        {
            _places.Add(record.Partition, places = new PartitionPlaces());
        }

        places.Add(record, _dropped + _records.Count - 1);
    }

    public TapRecord DropOldest()
    {
        var oldest = _records.Dequeue();
        _dropped++;
        _places[oldest.Partition].DropFirst();
        return oldest;
    }

    /// <summary>The records at and behind the bookmark, whose offset is 0 where it names none, in the order in which they came.</summary>
    public IEnumerable<TapRecord> Since(IReadOnlyDictionary<int, long> bookmark) => _places
        .SelectMany(partition => partition.Value.Since(bookmark.GetValueOrDefault(partition.Key)))
        .OrderBy(placed => placed.Place)
        .Select(placed => placed.Record);

    // The records of one partition, by offset; those before _first are dropped.
    private sealed class PartitionPlaces
    {
        private const int FewDropped = 1_000;
        private readonly List<(TapRecord Record, long Place)> _placed = [];
        private int _first;

        public void Add(TapRecord record, long place) => _placed.Add((record, place));

        public void DropFirst()
        {
            _placed[_first++] = default;
            if (_first > FewDropped && _first > _placed.Count / 2)
            {
                _placed.RemoveRange(0, _first);
                _first = 0;
            }
        }

        public IEnumerable<(TapRecord Record, long Place)> Since(long offset)
        {
            var (low, high) = (_first, _placed.Count);
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                (low, high) = _placed[middle].Record.Offset < offset ? (middle + 1, high) : (low, middle);
            }

            for (var i = low; i < _placed.Count; i++)
            {
                yield return _placed[i];
            }
        }
    }
}
