// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core.Errors;

namespace Sluice.Core.Groups;

/// <summary>The client's settings for a member of a group.</summary>
/// <param name="Defaults">What the user's own properties may change.</param>
/// <param name="Required">What they may not.</param>
internal sealed record GroupSettings(IReadOnlyDictionary<string, string> Defaults, IReadOnlyDictionary<string, string> Required)
{
    public const string DefaultStrategy = "cooperative-sticky";

    private static readonly TimeSpan ClientHeartbeat = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ClientPollInterval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPollInterval = TimeSpan.FromDays(1);
    private static readonly string[] Strategies = [DefaultStrategy, "range", "roundrobin"];

    /// <summary>Checks the options and translates them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="readCommitted">Whether only records of committed transactions are read.</param>
    /// <param name="embeddedSession">A classic member's session on an embedded cluster, unless the options say otherwise; null on a real one.</param>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.InvalidConfiguration"/> with every fault.</exception>
    public static GroupSettings Create(GroupConsumerOptions options, bool readCommitted, TimeSpan? embeddedSession)
    {
        var isEmbedded = embeddedSession is not null;
        var faults = FindFaults(options).ToArray();
        if (faults.Length > 0)
        {
            throw new KafkaFailureException(FailureCode.InvalidConfiguration, string.Join(Environment.NewLine, faults));
        }

        var isClassic = options.Protocol == GroupProtocol.Classic;
        var required = new Dictionary<string, string>
        {
            ["group.id"] = options.GroupId,
            ["group.protocol"] = isClassic ? "classic" : "consumer",
            ["enable.auto.commit"] = "false",
            ["enable.auto.offset.store"] = "false",
            ["enable.partition.eof"] = "false",
            ["allow.auto.create.topics"] = "false",
            ["auto.offset.reset"] = options.OffsetReset switch
            {
                OffsetReset.Earliest => "earliest",
                OffsetReset.Latest => "latest",
                _ => "error",
            },
            ["isolation.level"] = readCommitted ? "read_committed" : "read_uncommitted",
        };
        if (isClassic)
        {
            required["partition.assignment.strategy"] = options.AssignmentStrategy ?? DefaultStrategy;
        }

        var sessionTimeout = options.SessionTimeout ?? (isClassic ? embeddedSession : null);
        Set("group.instance.id", options.GroupInstanceId);
        Set("group.remote.assignor", options.RemoteAssignor);
        Set("session.timeout.ms", Milliseconds(sessionTimeout));
        Set("heartbeat.interval.ms", Milliseconds(options.HeartbeatInterval ?? (isEmbedded && isClassic ? TimeSpan.FromMilliseconds(100) : WithinSession())));

        // The client wants it to be no shorter than the session's timeout, and takes a day at most.
        var pollInterval = options.MaxPollInterval ?? (sessionTimeout > ClientPollInterval ? sessionTimeout : null);
        Set("max.poll.interval.ms", Milliseconds(pollInterval > LongestPollInterval ? LongestPollInterval : pollInterval));
        var defaults = new Dictionary<string, string>
        {
            ["fetch.error.backoff.ms"] = "50",
            ["fetch.queue.backoff.ms"] = "10",
            ["fetch.wait.max.ms"] = isEmbedded ? "5" : "500",
            ["reconnect.backoff.ms"] = "50",
            ["reconnect.backoff.max.ms"] = "1000",
            ["topic.metadata.refresh.interval.ms"] = "30000",
        };
        foreach (var (name, value) in options.Properties)
        {
            defaults[name] = required.ContainsKey(name)
                ? throw new KafkaFailureException(FailureCode.InvalidConfiguration, $"{name}: the member sets it itself, as its own options say.")
                : value;
        }

        return new GroupSettings(defaults, required);

        // With the client's own 3 s a short session would end between two heartbeats.
        TimeSpan? WithinSession() => sessionTimeout / 3 is { } third && third < ClientHeartbeat ? third : null;

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                required[name] = value;
            }
        }
    }

    private static string? Milliseconds(TimeSpan? time) => time is { } value ? ((long)value.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null;

    private static IEnumerable<string> FindFaults(GroupConsumerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.GroupId))
        {
            yield return "The group has no name: give a group id.";
        }

        if (options.Topics.Count == 0)
        {
            yield return "No topic is given: name one at least.";
        }

        if (options.Bookmark.DistinctBy(position => (position.Topic, position.Partition)).Count() < options.Bookmark.Count)
        {
            yield return "The bookmark names a partition twice: give one offset for each.";
        }

        if (options.MaxPollRecords < 1)
        {
            yield return $"MaxPollRecords is {options.MaxPollRecords}: it must be 1 or more.";
        }

        if (options.Protocol == GroupProtocol.Classic)
        {
            if (options.RemoteAssignor is not null)
            {
                yield return "group.remote.assignor is for the group protocol \"consumer\"; a classic group takes partition.assignment.strategy.";
            }

            if (options.AssignmentStrategy is { } strategy && !Strategies.Contains(strategy, StringComparer.Ordinal))
            {
                yield return $"partition.assignment.strategy \"{strategy}\" is unknown: use one of {string.Join(", ", Strategies)}.";
            }

            if (options.HeartbeatInterval >= options.SessionTimeout)
            {
                yield return $"heartbeat.interval.ms ({Milliseconds(options.HeartbeatInterval)}) must be below session.timeout.ms "
                    + $"({Milliseconds(options.SessionTimeout)}): a third of it is usual.";
            }

            if (options.SessionTimeout is { } session && options.MaxPollInterval is { } interval && interval < session)
            {
                yield return $"max.poll.interval.ms ({Milliseconds(interval)}) must not be below session.timeout.ms ({Milliseconds(session)}).";
            }
        }
        else
        {
            const string broker = "with the group protocol \"consumer\" the broker decides";
            if (options.AssignmentStrategy is not null)
            {
                yield return $"partition.assignment.strategy is for the group protocol \"classic\": {broker}; use group.remote.assignor or leave it out.";
            }

            if (options.SessionTimeout is not null)
            {
                yield return $"session.timeout.ms is for the group protocol \"classic\": {broker} (group.consumer.session.timeout.ms); leave it out.";
            }

            if (options.HeartbeatInterval is not null)
            {
                yield return $"heartbeat.interval.ms is for the group protocol \"classic\": {broker} (group.consumer.heartbeat.interval.ms); leave it out.";
            }
        }
    }
}
