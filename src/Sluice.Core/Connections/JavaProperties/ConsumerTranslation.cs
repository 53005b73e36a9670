// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Xml;
using Confluent.Kafka;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>Reads what a consumer of a group is to do.</summary>
internal static class ConsumerTranslation
{
    private const string Strategies = "partition.assignment.strategy";
    private const string StrategyNames = "RangeAssignor, RoundRobinAssignor or CooperativeStickyAssignor of org.apache.kafka.clients.consumer";
    private const string Duration = "by_duration:";

    private static readonly Dictionary<string, PartitionAssignmentStrategy> Assignors = new(StringComparer.Ordinal)
    {
        ["org.apache.kafka.clients.consumer.RangeAssignor"] = PartitionAssignmentStrategy.Range,
        ["org.apache.kafka.clients.consumer.RoundRobinAssignor"] = PartitionAssignmentStrategy.RoundRobin,
        ["org.apache.kafka.clients.consumer.CooperativeStickyAssignor"] = PartitionAssignmentStrategy.CooperativeSticky,
    };

    private static readonly Dictionary<string, JavaDeserializer> Deserializers = new(StringComparer.Ordinal)
    {
        ["String"] = JavaDeserializer.Text,
        ["ByteArray"] = JavaDeserializer.Bytes,
        ["Bytes"] = JavaDeserializer.Bytes,
        ["ByteBuffer"] = JavaDeserializer.Bytes,
        ["Short"] = JavaDeserializer.ShortNumber,
        ["Integer"] = JavaDeserializer.IntegerNumber,
        ["Long"] = JavaDeserializer.LongNumber,
        ["Float"] = JavaDeserializer.FloatNumber,
        ["Double"] = JavaDeserializer.DoubleNumber,
        ["UUID"] = JavaDeserializer.Uuid,
    };

    public static JavaConsumer Translate(Translation from)
    {
        var protocol = from.Find("group.protocol") is { } name ? Enum.Parse<GroupProtocol>(name, ignoreCase: true) : (GroupProtocol?)null;
        RefuseSettingsOfTheOtherProtocol(from, protocol ?? GroupProtocol.Classic);
        var consumer = new JavaConsumer
        {
            GroupId = from.Find("group.id"),
            GroupInstanceId = from.Find("group.instance.id"),
            GroupProtocol = protocol,
            GroupRemoteAssignor = from.Find("group.remote.assignor"),
            AssignmentStrategies = AssignmentStrategies(from),
            EnableAutoCommit = from.Find("enable.auto.commit") is { } flag ? flag == "true" : null,
            AutoCommitInterval = Milliseconds(from, "auto.commit.interval.ms"),
            AutoOffsetReset = OffsetReset(from),
            IsolationLevel = from.Find("isolation.level") switch
            {
                "read_committed" => IsolationLevel.ReadCommitted,
                "read_uncommitted" => IsolationLevel.ReadUncommitted,
                _ => null,
            },
            MaxPollRecords = from.Find("max.poll.records") is { } count ? int.Parse(count, CultureInfo.InvariantCulture) : null,
            MaxPollInterval = Milliseconds(from, "max.poll.interval.ms"),
            SessionTimeout = Milliseconds(from, "session.timeout.ms"),
            HeartbeatInterval = Milliseconds(from, "heartbeat.interval.ms"),
            KeyDeserializer = Deserializer(from, "key.deserializer"),
            ValueDeserializer = Deserializer(from, "value.deserializer"),
            KafkaProperties = JavaClientProperties.TargetsOf(from, ofConsumers: true),
        };

        if (consumer.HeartbeatInterval >= consumer.SessionTimeout)
        {
            from.AddFault("heartbeat.interval.ms", "it must be less than session.timeout.ms; a third of it is usual.");
        }

        return consumer;
    }

    private static void RefuseSettingsOfTheOtherProtocol(Translation from, GroupProtocol protocol)
    {
        string[] others = protocol == GroupProtocol.Consumer
            ? [Strategies, "session.timeout.ms", "heartbeat.interval.ms"]
            : ["group.remote.assignor"];
        foreach (var key in others.Where(key => from.Find(key) is not null))
        {
            from.AddFault(key, protocol == GroupProtocol.Consumer
                ? "with group.protocol=consumer the broker decides it: remove one of the two."
                : "it needs group.protocol=consumer: add that, or remove it.");
        }
    }

    private static TimeSpan? Milliseconds(Translation from, string key) =>
        from.Find(key) is { } text ? TimeSpan.FromMilliseconds(long.Parse(text, CultureInfo.InvariantCulture)) : null;

    private static JavaOffsetReset? OffsetReset(Translation from)
    {
        const string Key = "auto.offset.reset";
        switch (from.Find(Key))
        {
            case null: return null;
            case "earliest": return new JavaOffsetReset(JavaOffsetResetKind.Earliest);
            case "latest": return new JavaOffsetReset(JavaOffsetResetKind.Latest);
            case "none": return new JavaOffsetReset(JavaOffsetResetKind.None);
            case var text when text.StartsWith(Duration, StringComparison.Ordinal) && Age(text[Duration.Length..]) is { } age:
                return new JavaOffsetReset(JavaOffsetResetKind.ByDuration, age);
            case var text:
                from.AddFault(Key, $"\"{text}\" is wrong: it must be {JavaPropertyTable.Rows[Key].Note}");
                return null;
        }
    }

    // Java's Duration.parse: days, hours, minutes and seconds alone, in any case. In XML months and years may stand there, too.
    private static TimeSpan? Age(string text)
    {
        var duration = text.ToUpperInvariant();
        if (duration.Split('T')[0].AsSpan().ContainsAny('Y', 'M'))
        {
            return null;
        }

        try
        {
            return XmlConvert.ToTimeSpan(duration) is var age && age >= TimeSpan.Zero ? age : null;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static PartitionAssignmentStrategy[] AssignmentStrategies(Translation from)
    {
        var classes = from.Find(Strategies)?.Split(',') ?? [];
        foreach (var unknown in classes.Where(name => !Assignors.ContainsKey(name)))
        {
            from.AddWarning(Strategies, $"{unknown} is left out: only {StrategyNames} are known here.");
        }

        var known = classes.Where(Assignors.ContainsKey).Select(name => Assignors[name]).Distinct().ToArray();
        if (classes.Length > 0 && known.Length == 0)
        {
            from.AddFault(Strategies, $"none of these can be used: it must be {StrategyNames}.");
        }

        if (known.Length < 2 || !known.Contains(PartitionAssignmentStrategy.CooperativeSticky))
        {
            return known;
        }

        // A Java member with both kinds takes part in rebalances of the eager kind.
        from.AddWarning(Strategies, "CooperativeStickyAssignor is left out: the client cannot offer it along with others.");
        return [.. known.Where(strategy => strategy != PartitionAssignmentStrategy.CooperativeSticky)];
    }

    private static JavaDeserializer? Deserializer(Translation from, string key)
    {
        const string Package = "org.apache.kafka.common.serialization.";
        if (from.Find(key)?.Trim() is not { } name)
        {
            return null;
        }

        var parts = name.StartsWith(Package, StringComparison.Ordinal) && name.EndsWith("Deserializer", StringComparison.Ordinal)
            ? name[Package.Length..^"Deserializer".Length]
            : "";
        if (Deserializers.TryGetValue(parts, out var deserializer))
        {
            return deserializer;
        }

        from.AddWarning(key, $"{name} cannot be run here: bytes are left as they are.");
        return JavaDeserializer.Bytes;
    }
}
