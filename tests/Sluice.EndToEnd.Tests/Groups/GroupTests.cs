// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Confluent.Kafka;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Groups.Administration;
using Sluice.Core.Records;
using Sluice.Core.Topics;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.CommandLine;
using Sluice.EndToEnd.Tests.RealKafkaOnly;
using MemberProtocol = Confluent.Kafka.GroupProtocol;

namespace Sluice.EndToEnd.Tests.Groups;

[Capability(Capability.GroupAdministration)]
public sealed class GroupTests(RealKafka real) : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly string _group = $"group-{Guid.NewGuid():N}";
    private readonly string _topic = $"groups-{Guid.NewGuid():N}";
    private string _servers = "";
    private KafkaCluster? _kafka;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GroupCatalog Groups => _kafka!.Groups;

    public async ValueTask InitializeAsync()
    {
        _servers = await real.GetBootstrapServersAsync(Token);
        _kafka = KafkaCluster.Open(new KafkaConnectionOptions { BootstrapServers = _servers });

        // Offsets 0-9, 0-4 and none.
        var topic = new NewTopic(_topic) { PartitionCount = 3, Properties = new Dictionary<string, string> { ["retention.ms"] = "-1" } };
        await _kafka.Topics.CreateAsync(topic, Timeout, Token);
        await WriteAsync(partition: 0, count: 10);
        await WriteAsync(partition: 1, count: 5);
    }

    public async ValueTask DisposeAsync()
    {
        if (_kafka is not null)
        {
            await _kafka.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(MemberProtocol.Classic)]
    [InlineData(MemberProtocol.Consumer)]
    public async Task Lag_ShouldBeAsKafkasOwnToolShowsIt(MemberProtocol protocol)
    {
        RealKafka.RequireDistribution();
        await using var reader = await GroupReader.JoinAsync(_servers, _group, _topic, protocol, "reader-1");
        await reader.CommitAsync(new(_topic, 0, 7), new(_topic, 1, 5));

        var lag = await Groups.GetLagAsync(_group, null, Timeout, Token);
        var shown = await SluiceCommand.RunAsync("lag", "--group", _group, "--bootstrap-servers", _servers, "--output", "json");
        var foreign = await ConsumerGroupTool.DescribeAsync(_servers, _group);

        lag.Partitions.Select(partition => (partition.Partition, partition.Committed, partition.End, partition.Lag))
            .ShouldBe([(0, 7, 10, 3), (1, 5, 5, 0), (2, null, 0, null)]);
        shown.ExitCode.ShouldBe(0, shown.Error);
        string[] columns = ["TOPIC", "PARTITION", "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG", "CONSUMER-ID", "HOST", "CLIENT-ID"];
        string[][] theirs = [.. foreign.OrderBy(row => row["PARTITION"], StringComparer.Ordinal)
            .Select(row => columns.Select(column => row[column]).ToArray())];
        JsonElement.Parse(shown.Output).GetProperty("partitions").EnumerateArray().Select(RowOf).ShouldBe(theirs);
        theirs.Length.ShouldBe(3);
    }

    [Theory]
    [InlineData(MemberProtocol.Classic)]
    [InlineData(MemberProtocol.Consumer)]
    public async Task Describe_ShouldNameMembersAndTheirPartitions(MemberProtocol protocol)
    {
        await using var first = await GroupReader.JoinAsync(_servers, _group, _topic, protocol, "reader-1", instance: "static-1");

        var group = await UntilAsync(
            () => Groups.DescribeAsync(_group, Timeout, Token),
            group => group.State == GroupState.Stable && group.Members.Sum(member => member.Assignment.Count) == 3);

        group.Group.ShouldBe(_group);
        group.Type.ToString().ShouldBe(protocol.ToString());
        group.Assignor.ShouldNotBeEmpty();
        group.Coordinator.Port.ShouldBeGreaterThan(0);
        var member = group.Members.ShouldHaveSingleItem();
        member.ClientId.ShouldBe("reader-1");
        member.InstanceId.ShouldBe("static-1");
        member.Host.ShouldContain("127.0.0.1");
        member.MemberId.ShouldNotBeEmpty();
        member.Assignment.ShouldBe([new(_topic, 0), new(_topic, 1), new(_topic, 2)]);
        (await Groups.ListAsync(Timeout, Token)).ShouldContain(new GroupListing(_group, GroupState.Stable, group.Type));
    }

    [Theory]
    [InlineData(MemberProtocol.Classic)]
    [InlineData(MemberProtocol.Consumer)]
    public async Task Group_ShouldBeLeftAlone_WhileItHasMembers(MemberProtocol protocol)
    {
        OffsetResetPlan plan;
        await using (var reader = await GroupReader.JoinAsync(_servers, _group, _topic, protocol, "reader-1"))
        {
            await reader.CommitAsync(new TopicPartitionOffset(_topic, 0, 7));
            plan = await Groups.PlanResetAsync(_group, [new(_topic)], ResetTarget.Earliest, Timeout, Token);

            var reset = await FailureOf(() => Groups.ResetAsync(plan, Timeout, Token));
            var deletion = await FailureOf(() => Groups.DeleteAsync(_group, Timeout, Token));

            reset.ShouldBe(new KafkaFailure(
                FailureCode.GroupNotEmpty, $"Group \"{_group}\" has 1 member(s): stop them first, and wait until their sessions have ended."));
            deletion.Code.ShouldBe(FailureCode.GroupNotEmpty);
            (await CommittedAsync()).ShouldBe([7, null, null]);
        }

        await Groups.ResetAsync(plan, Timeout, Token);
        (await CommittedAsync()).ShouldBe([0, 0, 0]);
        await Groups.DeleteAsync(_group, Timeout, Token);
        (await FailureOf(() => Groups.DescribeAsync(_group, Timeout, Token))).Code.ShouldBe(FailureCode.GroupNotFound);
        (await FailureOf(() => Groups.GetLagAsync(_group, null, Timeout, Token))).Code.ShouldBe(FailureCode.GroupNotFound);
        (await FailureOf(() => Groups.DeleteAsync(_group, Timeout, Token))).Code.ShouldBe(FailureCode.GroupNotFound);
    }

    [Fact]
    public async Task Reset_ShouldCommitTheTarget()
    {
        (await ResetAsync(new(_topic), ResetTarget.Latest)).ShouldBe([10, 5, 0]);
        (await ResetAsync(new(_topic), ResetTarget.Earliest)).ShouldBe([0, 0, 0]);
        (await ResetAsync(new(_topic), ResetTarget.Offset(4))).ShouldBe([4, 4, 0]);
        (await ResetAsync(new(_topic, [0]), ResetTarget.Shift(5))).ShouldBe([9, 4, 0]);
        (await ResetAsync(new(_topic), ResetTarget.Shift(-3))).ShouldBe([6, 1, 0]);
        (await ResetAsync(new(_topic, [1, 0, 1]), ResetTarget.Time(3_000))).ShouldBe([2, 2, 0]);
        (await ResetAsync(new(_topic), ResetTarget.Time(8_500))).ShouldBe([8, 5, 0]);
    }

    [Fact]
    public async Task Plan_ShouldSayWhatItWouldDo_AndDoNothing()
    {
        await ResetAsync(new(_topic, [0]), ResetTarget.Offset(8));

        var plan = await Groups.PlanResetAsync(_group, [new(_topic, [1, 0])], ResetTarget.Offset(7), Timeout, Token);

        plan.Group.ShouldBe(_group);
        plan.Partitions.ShouldBe([new(_topic, 0, 8, 7, OutOfRange: false), new(_topic, 1, null, 5, OutOfRange: true)]);
        (await CommittedAsync()).ShouldBe([8, null, null]);
    }

    [Fact]
    public async Task Plan_ShouldFail_WhenThereIsNothingToReset()
    {
        var topic = await FailureOf(() => Groups.PlanResetAsync(_group, [new("nowhere-" + _topic)], ResetTarget.Latest, Timeout, Token));
        var partition = await FailureOf(() => Groups.PlanResetAsync(_group, [new(_topic, [3])], ResetTarget.Latest, Timeout, Token));
        var shift = await FailureOf(() => Groups.PlanResetAsync(_group, [new(_topic)], ResetTarget.Shift(1), Timeout, Token));

        topic.Code.ShouldBe(FailureCode.TopicNotFound);
        partition.Code.ShouldBe(FailureCode.PartitionNotFound);
        shift.Code.ShouldBe(FailureCode.OffsetOutOfRange);
        shift.Detail.ShouldContain("has committed nothing on partition 0");
    }

    [Fact]
    public async Task Lag_ShouldEndAtTheLastStableOffset_WhileATransactionIsOpen()
    {
        await ResetAsync(new(_topic, [0]), ResetTarget.Offset(10));
        var configuration = new ProducerConfig { BootstrapServers = _servers, TransactionalId = _topic };
        using var producer = new ProducerBuilder<Null, string>(configuration).SetLogHandler((_, _) => { }).Build();
        producer.InitTransactions(Timeout);
        producer.BeginTransaction();
        await producer.ProduceAsync(new TopicPartition(_topic, 0), new Message<Null, string> { Value = "open" }, Token);
        await using var dirty = KafkaCluster.Open(
            new KafkaConnectionOptions { BootstrapServers = _servers }, new KafkaClusterOptions { ReadCommitted = false });

        var committed = await Groups.GetLagAsync(_group, null, Timeout, Token);
        var uncommitted = await dirty.Groups.GetLagAsync(_group, null, Timeout, Token);
        producer.AbortTransaction(Timeout);

        committed.Partitions.ShouldBe([new(_topic, 0, 10, 10, null)]);
        uncommitted.Partitions.ShouldBe([new(_topic, 0, 10, 11, null)]);
        uncommitted.ReadCommitted.ShouldBeFalse();
    }

    [Fact]
    public async Task Commands_ShouldLeadThroughAReset()
    {
        string[] servers = ["--bootstrap-servers", _servers];
        string[] reset = ["groups", "reset", "--group", _group, "--topic", _topic + ":0,1", "--to", "7", .. servers];

        var plan = await SluiceCommand.RunAsync(reset);
        var unknown = await SluiceCommand.RunAsync(["lag", "--group", _group, .. servers]);
        var done = await SluiceCommand.RunAsync([.. reset, "--execute", "-o", "json"]);
        var listed = await SluiceCommand.RunAsync(["groups", "list", .. servers]);
        var described = await SluiceCommand.RunAsync(["groups", "describe", "-g", _group, .. servers]);
        var deleted = await SluiceCommand.RunAsync(["groups", "delete", "-g", _group, .. servers]);
        var again = await SluiceCommand.RunAsync(["groups", "delete", "-g", _group, .. servers]);

        plan.ExitCode.ShouldBe(0, plan.Error);
        plan.Output.ShouldContain("would-be");
        plan.Output.ShouldContain("out of range");
        plan.Error.ShouldContain("Nothing is changed");
        unknown.ExitCode.ShouldBe(1);
        unknown.Error.ShouldContain(_group);
        done.ExitCode.ShouldBe(0, done.Error);
        var json = JsonElement.Parse(done.Output);
        json.GetProperty("executed").GetBoolean().ShouldBeTrue();
        json.GetProperty("partitions").EnumerateArray().Select(row => row.GetProperty("target_offset").GetInt64()).ShouldBe([7, 5]);
        listed.Output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ShouldContain(cells => cells.SequenceEqual(new[] { _group, "empty", "classic" }));
        described.Output.ShouldContain("state        empty");
        deleted.Output.ShouldBe($"deleted {_group}\n");
        again.ExitCode.ShouldBe(1);
    }

    private static string[] RowOf(JsonElement row) =>
    [
        Text(row, "topic"), Text(row, "partition_id"), Text(row, "committed_offset"), Text(row, "end_offset"), Text(row, "lag"),
        Text(row.GetProperty("member"), "member_id"), Text(row.GetProperty("member"), "host"), Text(row.GetProperty("member"), "client_id"),
    ];

    private static string Text(JsonElement row, string name) =>
        row.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : "-";

    private static async Task<KafkaFailure> FailureOf(Func<Task> call) => (await Should.ThrowAsync<KafkaFailureException>(call)).Failure;

    private static async Task<T> UntilAsync<T>(Func<Task<T>> look, Func<T, bool> isSeen)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Timeout);
        while (true)
        {
            if (await look() is var seen && isSeen(seen))
            {
                return seen;
            }

            deadline.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<IEnumerable<long?>> ResetAsync(ResetScope scope, ResetTarget target)
    {
        var plan = await Groups.PlanResetAsync(_group, [scope], target, Timeout, Token);
        await Groups.ResetAsync(plan, Timeout, Token);
        return await CommittedAsync();
    }

    private async Task<IEnumerable<long?>> CommittedAsync() =>
        (await Groups.GetLagAsync(_group, [_topic], Timeout, Token)).Partitions.Select(partition => partition.Committed);

    private async Task WriteAsync(int partition, int count)
    {
        var records = Enumerable.Range(1, count)
            .Select(second => new NewRecord { Value = "v"u8.ToArray(), Partition = partition, Timestamp = second * 1_000 });
        var results = await _kafka!.Writer.WriteAsync(_topic, [.. records], Timeout, Token);
        results.ShouldAllBe(result => result.Failure == null);
    }
}
