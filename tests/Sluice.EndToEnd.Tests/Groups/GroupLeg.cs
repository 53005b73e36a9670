// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Sluice.Core;
using Sluice.Core.Groups;
using Sluice.Core.Records;
using Sluice.Core.Topics;
using GroupProtocol = Sluice.Core.Groups.GroupProtocol;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>A cluster with a topic of three partitions, and a group of its own for a test.</summary>
public abstract class GroupLeg : IAsyncLifetime
{
    private readonly List<GroupConsumer> _members = [];
    private KafkaCluster? _kafka;

    protected static TimeSpan Deadline { get; } = TimeSpan.FromMinutes(2);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected KafkaCluster Kafka => _kafka!;

    protected string Topic { get; private set; } = "";

    protected string Group { get; } = $"group-{Guid.NewGuid():N}";

    protected abstract GroupProtocol Protocol { get; }

    public async ValueTask InitializeAsync()
    {
        _kafka = await OpenAsync();
        Topic = await CreateTopicAsync(partitions: 3);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        await DisposeClusterAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<KafkaCluster> OpenAsync();

    protected virtual ValueTask DisposeClusterAsync() => _kafka?.DisposeAsync() ?? default;

    protected GroupConsumer Join(CommitPolicy? commit = null, IReadOnlyCollection<PartitionPosition>? bookmark = null)
    {
        var member = Kafka.JoinGroup(new GroupConsumerOptions
        {
            GroupId = Group,
            Topics = [Topic],
            Protocol = Protocol,
            Commit = commit ?? CommitPolicy.Never,
            Bookmark = bookmark ?? [],
            CommitInterval = TimeSpan.FromMilliseconds(50),
        });
        _members.Add(member);
        return member;
    }

    protected static async Task<List<GroupRecord>> TakeAsync(GroupConsumer member, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Deadline);
        return await member.ReadAsync(limit.Token).Take(count).ToListAsync(limit.Token);
    }

    protected async Task WriteAsync(int partition, int first, int count)
    {
        var records = Enumerable.Range(first, count).Select(number => new NewRecord
        {
            Partition = partition,
            Value = Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)),
        }).ToArray();
        (await Kafka.Writer.WriteAsync(Topic, records, Deadline, Cancellation)).ShouldAllBe(result => result.Failure == null);
    }

    protected async Task UntilAsync(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            clock.Elapsed.ShouldBeLessThan(Deadline, string.Join(Environment.NewLine, _members.SelectMany(m => m.GetProgress())));
            await Task.Delay(20, Cancellation);
        }
    }

    /// <summary>The group's committed offset, asked of the cluster by a client that is not ours and joins no group.</summary>
    protected Task<long?> CommittedAsync(int partition) => Task.Run(
        () =>
        {
            using var consumer = new ConsumerBuilder<byte[], byte[]>(
                new ConsumerConfig { BootstrapServers = Kafka.Connection.BootstrapServers, GroupId = Group }).Build();
            var offset = consumer.Committed([new TopicPartition(Topic, partition)], Deadline)[0].Offset;
            return offset.IsSpecial ? (long?)null : offset.Value;
        },
        Cancellation);

    /// <summary>What happened to members that have left, in order, for a failure that has to be explained.</summary>
    protected static async Task<string> ExplainAsync(params (string Name, GroupConsumer Member)[] members)
    {
        var told = new List<(DateTimeOffset Time, string Text)>();
        foreach (var (name, member) in members)
        {
            told.AddRange(await member.ReadEventsAsync(Cancellation)
                .Select(e => (e.Time, $"{e.Time:HH:mm:ss.fff} {name} {e.Kind} {string.Join(", ", e.Partitions)} {e.Detail}"))
                .ToListAsync(Cancellation));
        }

        return string.Join(Environment.NewLine, told.OrderBy(line => line.Time).Select(line => line.Text));
    }

    protected static int Assigned(GroupConsumer member) => member.GetProgress().Count(progress => progress.IsAssigned);

    protected static int Count(Dictionary<(int, long), int> seen)
    {
        lock (seen)
        {
            return seen.Count;
        }
    }

    protected static async Task CountAsync(GroupConsumer member, Dictionary<(int, long), int> seen, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var record in member.ReadAsync(cancellationToken))
            {
                lock (seen)
                {
                    var place = (record.Record.Partition, record.Record.Offset);
                    seen[place] = seen.GetValueOrDefault(place) + 1;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    protected async Task WriteAllAsync(int first, int count)
    {
        for (var partition = 0; partition < 3; partition++)
        {
            await WriteAsync(partition, first, count);
        }
    }

    private async Task<string> CreateTopicAsync(int partitions)
    {
        var topic = $"topic-{Guid.NewGuid():N}";
        await Kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = partitions }, Deadline, Cancellation);
        return topic;
    }
}
