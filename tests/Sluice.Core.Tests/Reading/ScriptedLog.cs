// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Reading;
using Sluice.Core.Records;
using Sluice.Core.Topics;

namespace Sluice.Core.Tests.Reading;

/// <summary>Partitions with records at these offsets, without a cluster: a test says what its consumers do and sees what they are asked for.</summary>
internal sealed class ScriptedLog(params long[] offsets)
{
    private int _opened;
    private int _moves;

    /// <summary>Called, with the method's name, before a consumer does anything; "Open" for making one.</summary>
    public Action<string> OnCall { get; set; } = static _ => { };

    /// <summary>Number of consumers that were made.</summary>
    public int Opened => Volatile.Read(ref _opened);

    /// <summary>How often a consumer was sent to another place.</summary>
    public int Moves => Volatile.Read(ref _moves);

    public static PartitionKey Key(int partition = 0) => new("scripted", new TopicId(1, 1), partition);

    public ICursorConsumer Open()
    {
        OnCall("Open");
        Interlocked.Increment(ref _opened);
        return new ScriptedConsumer(this);
    }

    public void OnMoved() => Interlocked.Increment(ref _moves);

    /// <summary>The first record at or after that place, or null.</summary>
    public StoredRecord? Find(TopicPartitionOffset place)
    {
        var index = Array.FindIndex(offsets, offset => offset >= place.Offset.Value);
        return index < 0 ? null : new StoredRecord
        {
            Partition = place.Partition.Value, Offset = offsets[index], Key = null, Value = new byte[100], Timestamp = 0, TimestampType = RecordTimestampType.CreateTime,
        };
    }
}
