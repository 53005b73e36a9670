// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Soak.Load;
using Sluice.Testing.Clusters;

namespace Sluice.Soak.Groups;

/// <summary>A topic that is written to all the time, and the processes of a group that read it.</summary>
internal sealed class GroupScene : IAsyncDisposable
{
    /// <summary>The partitions of the topic.</summary>
    public const int Partitions = 3;

    private const string Group = "watched";
    private static readonly string[] ClassicSession = ["-X", "session.timeout.ms=6000", "-X", "heartbeat.interval.ms=500"];

    private readonly KafkaProcess _kafka;
    private readonly string _protocol;
    private readonly string _topic;
    private readonly string _group;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-group-");
    private readonly List<MemberProcess> _members = [];

    private GroupScene(KafkaProcess kafka, string protocol)
    {
        _kafka = kafka;
        _protocol = protocol;
        _topic = $"numbers-{protocol}";
        _group = $"{Group}-{protocol}";
        Committed = new CommittedOffsets(kafka.BootstrapServers, _topic, Partitions, _group);
        Writer = new NumberedWriter(kafka.BootstrapServers, _topic, Partitions);
    }

    /// <summary>Brokers that give a silent member of either protocol up after 6 s.</summary>
    public static KafkaProcessOptions Brokers(int count) => new()
    {
        Brokers = count,
        ServerProperties = new Dictionary<string, string> { ["group.consumer.session.timeout.ms"] = "6000" },
    };

    public NumberedWriter Writer { get; }

    public CommittedOffsets Committed { get; }

    /// <summary>All processes that there ever were.</summary>
    public IReadOnlyList<MemberProcess> Members => _members;

    public IEnumerable<PrintedRecord> PrintedByAll => _members.SelectMany(member => member.Printed());

    /// <summary>Creates the topic of a group with the protocol <c>classic</c> or <c>consumer</c>, and writes to it.</summary>
    public static async Task<GroupScene> OpenAsync(KafkaProcess kafka, string protocol, CancellationToken cancellationToken)
    {
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).SetLogHandler((_, _) => { }).Build())
        {
            await admin.CreateTopicsAsync([new TopicSpecification { Name = $"numbers-{protocol}", NumPartitions = Partitions }]);
        }

        await PlainProducer.WaitUntilServedAsync(kafka.BootstrapServers, $"numbers-{protocol}", Partitions, cancellationToken);
        return new GroupScene(kafka, protocol);
    }

    /// <summary>Starts one more process.</summary>
    public MemberProcess Join()
    {
        string[] options = ["--group-protocol", _protocol, .. _protocol == "classic" ? ClassicSession : []];
        var member = MemberProcess.Start(_folder.FullName, $"member-{_members.Count + 1}", _kafka.BootstrapServers, _topic, _group, options);
        _members.Add(member);
        return member;
    }

    /// <summary>Waits until these processes, and each of them, print all that is written from now on; null if the bound passes first.</summary>
    public Task<TimeSpan?> SettleAsync(IReadOnlyList<MemberProcess> living, TimeSpan bound, CancellationToken cancellationToken)
    {
        var marks = Writer.Ends;
        return Waiting.UntilAsync(
            () =>
            {
                var last = living.Select(member => member.Printed().Where(record => record.Offset >= marks[record.Partition]).Select(record => record.Partition).ToHashSet());
                return Task.FromResult(last.All(set => set.Count > 0) && last.SelectMany(set => set).Distinct().Count() == Partitions);
            },
            bound,
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
        {
            await member.DisposeAsync();
        }

        await Writer.DisposeAsync();
        Committed.Dispose();
        _folder.Delete(recursive: true);
    }
}
