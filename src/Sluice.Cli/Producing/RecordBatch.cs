// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Records;

namespace Sluice.Cli.Producing;

/// <summary>Records that are handed over together, each with the line it came from.</summary>
internal sealed class RecordBatch
{
    private const int MaxRecords = 50_000;
    private const long MaxBytes = 4 * 1024 * 1024;
    private readonly List<NewRecord> _records = [];
    private readonly List<long> _lines = [];
    private long _bytes;

    public IReadOnlyList<NewRecord> Records => _records;

    public bool IsEmpty => _records.Count == 0;

    /// <summary>Nothing more should be added before this batch is written.</summary>
    public bool IsFull => _records.Count >= MaxRecords || _bytes >= MaxBytes;

    public void Add(long line, NewRecord record)
    {
        _lines.Add(line);
        _records.Add(record);
        _bytes += BytesOf(_records.Count - 1);
    }

    /// <summary>The line that the record at that index came from.</summary>
    public long LineOf(int index) => _lines[index];

    /// <summary>Bytes of the record's key and value.</summary>
    public long BytesOf(int index) => (_records[index].Key?.Length ?? 0) + (_records[index].Value?.Length ?? 0);
}
