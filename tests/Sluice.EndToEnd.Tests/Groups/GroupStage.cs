// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Groups;
using Sluice.Core.Records;
using Sluice.Core.Topics;
using Sluice.EndToEnd.Tests.Kafka;
using GroupProtocol = Sluice.Core.Groups.GroupProtocol;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>A topic, a group and its members on a real Kafka.</summary>
internal sealed class GroupStage : IAsyncDisposable
{
    private readonly List<WatchedMember> _members = [];
    private readonly KafkaCluster _kafka;
    private readonly IConsumer<Ignore, Ignore> _asking;
    private readonly string _servers;
    private readonly GroupProtocol _protocol;

    private GroupStage(string servers, GroupProtocol protocol)
    {
        _servers = servers;
        _protocol = protocol;

        // An administration client dies (SIGSEGV) when it asks for the offsets of a group whose coordinator is just moving.
        _asking = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = servers, GroupId = Group }).SetLogHandler((_, _) => { }).Build();
        var connection = new KafkaConnectionOptions { BootstrapServers = servers };

        // New partitions are looked for every 30 s else.
        connection.Properties["topic.metadata.refresh.interval.ms"] = "500";
        _kafka = KafkaCluster.Open(connection);
    }

    public static TimeSpan Deadline { get; } = TimeSpan.FromMinutes(2);

    public string Topic { get; } = $"topic-{Guid.NewGuid():N}";

    public string Group { get; } = $"group-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<GroupStage> OpenAsync(string servers, GroupProtocol protocol, int partitions, int? minInSync = null)
    {
        var stage = new GroupStage(servers, protocol);
        await stage._kafka.Topics.CreateAsync(
            new NewTopic(stage.Topic)
            {
                PartitionCount = partitions,
                Properties = minInSync is null ? [] : new Dictionary<string, string> { ["min.insync.replicas"] = $"{minInSync}" },
            },
            Deadline,
            Cancellation);
        return stage;
    }

    /// <summary>Joins, and reads all the time.</summary>
    public WatchedMember Join(
        CommitPolicy? commit = null,
        OffsetReset reset = OffsetReset.Earliest,
        string? instance = null,
        TimeSpan? session = null,
        TimeSpan? maxPollInterval = null,
        TimeSpan? commitInterval = null,
        Func<GroupRecord, Task>? work = null)
    {
        var member = new WatchedMember(
            _kafka.JoinGroup(new GroupConsumerOptions
            {
                GroupId = Group,
                Topics = [Topic],
                Protocol = _protocol,
                Commit = commit ?? CommitPolicy.Never,
                CommitInterval = commitInterval ?? TimeSpan.FromMilliseconds(50),
                OffsetReset = reset,
                GroupInstanceId = instance,
                SessionTimeout = _protocol == GroupProtocol.Classic ? session : null,
                MaxPollInterval = maxPollInterval,
            }),
            work);
        _members.Add(member);
        return member;
    }

    public async Task WriteAsync(int partition, int count)
    {
        var records = Enumerable.Range(0, count).Select(_ => new NewRecord { Partition = partition, Value = "v"u8.ToArray() }).ToArray();
        (await _kafka.Writer.WriteAsync(Topic, records, Deadline, Cancellation)).ShouldAllBe(result => result.Failure == null);
    }

    public async Task AddPartitionsAsync(int total)
    {
        using var admin = Admin();
        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = Topic, IncreaseTo = total }]);
        await UntilAsync(async () => (await _kafka.Topics.DescribeAsync(Topic, Deadline, Cancellation)).Partitions.Count == total);
    }

    public async Task DeleteRecordsAsync(int partition, long before)
    {
        using var admin = Admin();
        await admin.DeleteRecordsAsync([new TopicPartitionOffset(Topic, partition, before)]);
    }

    public Task CommitAsync(int partition, long offset) =>
        PlainCommit.CommitAsync(_asking, new TopicPartitionOffset(Topic, partition, offset));

    /// <summary>Deletes the topic and creates it anew with one partition.</summary>
    public async Task RecreateTopicAsync()
    {
        await _kafka.Topics.DeleteAsync(Topic, Deadline, Cancellation);
        await _kafka.Topics.CreateAsync(new NewTopic(Topic) { PartitionCount = 1 }, Deadline, Cancellation);
    }

    /// <summary>The committed offset, asked by a client that is not ours and joins no group.</summary>
    public Task<long?> CommittedAsync(int partition) => PlainCommit.CommittedAsync(_asking, new TopicPartition(Topic, partition));

    /// <summary>The broker that looks after the group.</summary>
    public async Task<int> CoordinatorAsync()
    {
        using var admin = Admin();
        return (await admin.DescribeConsumerGroupsAsync([Group])).ConsumerGroupDescriptions[0].Coordinator.Id;
    }

    public Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            clock.Elapsed.ShouldBeLessThan(Deadline, string.Join(Environment.NewLine + Environment.NewLine, _members));
            await Task.Delay(20, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        _asking.Dispose();
        await _kafka.DisposeAsync();
    }

    private IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _servers }).SetLogHandler((_, _) => { }).Build();
}
