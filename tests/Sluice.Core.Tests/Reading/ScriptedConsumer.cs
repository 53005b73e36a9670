// SPDX-License-Identifier: Apache-2.0

using System.Reflection;
using Confluent.Kafka;

namespace Sluice.Core.Tests.Reading;

/// <summary>A consumer of a <see cref="ScriptedLog"/>; it can what a cursor needs. Neither sealed nor internal: a class is made that derives from it.</summary>
public class ScriptedConsumer : DispatchProxy
{
    private TopicPartitionOffset _place = null!;

    internal ScriptedLog Log { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Log.OnCall(targetMethod!.Name);
        switch (targetMethod.Name)
        {
            case "Assign" or "Seek":
                Log.OnMoved();
                _place = (TopicPartitionOffset)args![0]!;
                return null;
            case "Consume":
                var record = Log.Find(_place);
                _place = record is null ? _place : new TopicPartitionOffset(record.TopicPartition, record.Offset + 1);
                return record;
            case "Unassign" or "Dispose":
                return null;
            default:
                throw new NotSupportedException(targetMethod.Name);
        }
    }
}
