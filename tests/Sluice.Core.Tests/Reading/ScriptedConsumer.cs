// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Reading;

namespace Sluice.Core.Tests.Reading;

/// <summary>A consumer of a <see cref="ScriptedLog"/>.</summary>
internal sealed class ScriptedConsumer(ScriptedLog log) : ICursorConsumer
{
    private TopicPartitionOffset _place = null!;
    private int _atHand;

    public bool HasNext => _atHand > 0 && log.Find(_place) is not null;

    public void Assign(TopicPartitionOffset place)
    {
        log.OnCall(nameof(Assign));
        log.OnMoved();
        _place = place;
        _atHand = 0;
    }

    public void Unassign() => log.OnCall(nameof(Unassign));

    public ConsumedItem? Consume(TimeSpan wait, int wanted)
    {
        if (!HasNext)
        {
            log.OnCall(nameof(Consume));
            _atHand = wanted;
        }

        _atHand--;
        if (log.Find(_place) is not { } record)
        {
            return null;
        }

        _place = new TopicPartitionOffset(_place.TopicPartition, record.Offset + 1);
        return new ConsumedItem(record, record.Offset);
    }

    public void Dispose() => log.OnCall(nameof(Dispose));
}
