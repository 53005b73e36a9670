// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Sluice.Cli.Arguments;
using Sluice.Core.Conditions;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Groups;
using Sluice.Core.Reading;

namespace Sluice.Cli.Consuming;

/// <summary>The options of who reads as a member of a group; what a Java client's properties say stands where an option is not given.</summary>
internal sealed class MembershipOptions
{
    private readonly Option<string?> _group = new("--group", "-g")
    {
        Description = "Read as a member of this consumer group, until Ctrl-C, and tell its rebalances on the standard error.",
        HelpName = "id",
    };

    private readonly Option<string?> _commit = new("--commit")
    {
        Description = "never, or auto: commit what is printed. [default: never]",
        HelpName = "never|auto",
    };

    private readonly Option<RecordCondition?> _commitWhen = new("--commit-when")
    {
        Description = "Commit up to each record that meets this condition, for example: value contains \"done\".",
        HelpName = "condition",
        CustomParser = ConditionArgument.Parse,
    };

    private readonly Option<string?> _protocol = new("--group-protocol")
    {
        Description = "classic, or consumer (KIP-848). [default: classic]",
        HelpName = "classic|consumer",
    };

    private readonly Option<string?> _instance = new("--group-instance-id")
    {
        Description = "Be a static member of that name: it may be away for its session's timeout without a rebalance.",
        HelpName = "name",
    };

    public void AddTo(Command command)
    {
        _commit.AcceptOnlyFromAmong("never", "auto");
        _protocol.AcceptOnlyFromAmong("classic", "consumer");
        Option[] members = [_commit, _commitWhen, _protocol, _instance];
        command.Add(_group);
        foreach (var option in members)
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetResult(_group) is null && members.FirstOrDefault(option => result.GetResult(option) is not null) is { } given)
            {
                result.AddError($"{given.Name} is for members of a group: give --group too");
            }

            if (result.GetResult(_commit) is not null && result.GetResult(_commitWhen) is not null)
            {
                result.AddError("Only one of --commit and --commit-when can be given");
            }
        });
    }

    /// <summary>All that makes a member; null if the records are to be read without a group.</summary>
    /// <exception cref="CommandException">What is asked for cannot be had together.</exception>
    public GroupConsumerOptions? Create(ParseResult parsed, string topic, StartPosition? from, JavaConsumer? java, RecordDecoder decoder) =>
        parsed.GetValue(_group) is not { } group ? null : new GroupConsumerOptions
        {
            GroupId = group,
            Topics = [topic],
            GroupInstanceId = parsed.GetValue(_instance) ?? java?.GroupInstanceId,
            Protocol = UsesBrokersProtocol(parsed, java) ? GroupProtocol.Consumer : GroupProtocol.Classic,
            AssignmentStrategy = java?.AssignmentStrategies is [var strategy, ..] ? NameOf(strategy) : null,
            RemoteAssignor = java?.GroupRemoteAssignor,
            Commit = CreatePolicy(parsed, java, decoder),
            CommitInterval = java?.AutoCommitInterval ?? TimeSpan.FromSeconds(1),
            OffsetReset = from is { } start ? ResetTo(start) : ResetTo(java?.AutoOffsetReset?.Kind),
            MaxPollRecords = java?.MaxPollRecords ?? 500,
            SessionTimeout = java?.SessionTimeout,
            HeartbeatInterval = java?.HeartbeatInterval,
            MaxPollInterval = java?.MaxPollInterval,
            Properties = java?.KafkaProperties ?? new Dictionary<string, string>(),
        };

    private bool UsesBrokersProtocol(ParseResult parsed, JavaConsumer? java) => parsed.GetValue(_protocol) is { } protocol
        ? protocol == "consumer"
        : java?.GroupProtocol == Confluent.Kafka.GroupProtocol.Consumer;

    private CommitPolicy CreatePolicy(ParseResult parsed, JavaConsumer? java, RecordDecoder decoder)
    {
        if (parsed.GetValue(_commitWhen) is { } condition)
        {
            return CommitPolicy.When(record => condition.Matches(decoder.Decode(record.Record)));
        }

        var isAuto = parsed.GetValue(_commit) is { } commit ? commit == "auto" : java?.EnableAutoCommit == true;
        return isAuto ? CommitPolicy.Auto : CommitPolicy.Never;
    }

    private static OffsetReset ResetTo(StartPosition start) => start switch
    {
        { BeforeEnd: null, Position.Kind: ReadPositionKind.Earliest } => OffsetReset.Earliest,
        { BeforeEnd: null, Position.Kind: ReadPositionKind.Latest } => OffsetReset.Latest,
        _ => throw new CommandException(
            ExitCodes.Usage,
            "with --group, --from is earliest or latest, and holds where the group has no committed offset: "
            + "to begin elsewhere, move the group's offsets first (sluice groups reset)."),
    };

    private static OffsetReset ResetTo(JavaOffsetResetKind? kind) => kind switch
    {
        JavaOffsetResetKind.Latest => OffsetReset.Latest,
        JavaOffsetResetKind.None => OffsetReset.None,
        JavaOffsetResetKind.ByDuration => throw new CommandException(
            ExitCodes.Usage, "auto.offset.reset=by_duration is not supported: give --from earliest or latest, or move the group's offsets (sluice groups reset)."),
        _ => OffsetReset.Earliest,
    };

    private static string NameOf(Confluent.Kafka.PartitionAssignmentStrategy strategy) => strategy switch
    {
        Confluent.Kafka.PartitionAssignmentStrategy.Range => "range",
        Confluent.Kafka.PartitionAssignmentStrategy.RoundRobin => "roundrobin",
        _ => "cooperative-sticky",
    };
}
