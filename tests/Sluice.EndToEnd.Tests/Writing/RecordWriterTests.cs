// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Records;
using Sluice.Core.Topics;
using Sluice.Core.Writing;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Kafka;

namespace Sluice.EndToEnd.Tests.Writing;

/// <summary>Writing where only real brokers behave so: limits and policies of topics, and topics that change behind the producer's back.</summary>
public sealed class RecordWriterTests(RealKafka real) : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private KafkaCluster? _kafka;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RecordWriter Writer => _kafka!.Writer;

    public async ValueTask DisposeAsync()
    {
        if (_kafka is not null)
        {
            await _kafka.DisposeAsync();
        }
    }

    [Fact]
    public async Task WriteAsync_ShouldWriteManySmallRecords_WhereTheTopicTakesOnlySmallBatches()
    {
        var topic = await CreateTopicAsync(1, ("max.message.bytes", "10000"));

        var results = await Writer.WriteAsync(topic, Records(0..300), Timeout, Cancellation);

        results.Select(result => result.Offset).ShouldBe(Enumerable.Range(0, 300).Select(offset => (long)offset));
    }

    [Fact]
    public async Task WriteAsync_ShouldTakeSmallerBatches_WhenTheTopicsLimitIsLowered()
    {
        var topic = await CreateTopicAsync(1);
        await Writer.WriteAsync(topic, Records(0..1), Timeout, Cancellation);
        await LowerLimitAsync(topic, "10000");

        // Few and large, since each of those that are refused together is then sent alone.
        var first = await Writer.WriteAsync(topic, Records(0..12, bytes: 1_000), Timeout, Cancellation);
        var second = await Writer.WriteAsync(topic, Records(0..12, bytes: 1_000), Timeout, Cancellation);

        first.ShouldAllBe(result => result.Failure == null || result.Failure.IsRetryable);
        first.ShouldAllBe(result => !result.MayBeWritten);
        second.ShouldAllBe(result => result.Failure == null);
    }

    [Fact]
    public async Task WriteAsync_ShouldRefuseOnlyTheRecord_ThatIsLargerThanTheTopicTakes()
    {
        var topic = await CreateTopicAsync(1, ("max.message.bytes", "10000"));
        NewRecord[] records = [.. Records(0..2), new NewRecord { Key = [1], Value = new byte[20_000] }, .. Records(3..5)];

        var results = await Writer.WriteAsync(topic, records, Timeout, Cancellation);

        results.Select(result => result.Failure?.Code).ShouldBe([null, null, FailureCode.RecordTooLarge, null, null]);
        results[2].Failure!.Detail.ShouldContain("20001 bytes");
    }

    [Fact]
    public async Task WriteAsync_ShouldWriteALargeRecord_WhereTheTopicTakesIt()
    {
        var topic = await CreateTopicAsync(1, ("max.message.bytes", "8000000"));

        var results = await Writer.WriteAsync(topic, [new NewRecord { Value = new byte[5_000_000] }], Timeout, Cancellation);

        results[0].Failure.ShouldBeNull();
    }

    [Fact]
    public async Task WriteAsync_ShouldRefuseOnlyTheRecord_WithoutAKeyInACompactedTopic()
    {
        var topic = await CreateTopicAsync(1, ("cleanup.policy", "compact"));
        NewRecord[] records = [.. Records(0..5), new NewRecord { Value = [1] }, .. Records(6..10)];

        var results = await Writer.WriteAsync(topic, records, Timeout, Cancellation);

        results[5].Failure!.Code.ShouldBe(FailureCode.InvalidRecord);
        results.Where((_, i) => i != 5).ShouldAllBe(result => result.Failure == null);
    }

    [Fact]
    public async Task WriteAsync_ShouldPlaceKeysByTheNewNumber_WhenPartitionsAreAdded()
    {
        var topic = await CreateTopicAsync(1);
        await Writer.WriteAsync(topic, Records(0..1), Timeout, Cancellation);
        for (var count = 2; count < 8; count++)
        {
            await AddPartitionsAsync(topic, count);

            var results = await Writer.WriteAsync(topic, [.. Records(0..20), new NewRecord { Partition = count - 1 }], Timeout, Cancellation);

            results.ShouldAllBe(result => result.Failure == null);
            results[20].Partition.ShouldBe(count - 1);
            results.Take(20).Select(result => result.Partition).ShouldBe(Records(0..20).Select(record => Murmur2.PartitionOf(record.Key!, count)));
        }
    }

    [Fact]
    public async Task WriteAsync_ShouldGoOn_WhenTheTopicIsDeletedAndCreatedAgainWhileManyWrite()
    {
        var topic = await CreateTopicAsync(2);
        using var stop = new CancellationTokenSource();
        var codes = new HashSet<FailureCode>();
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => WriteUntilAsync(topic, codes, stop.Token), Cancellation)).ToArray();

        await _kafka!.Topics.DeleteAsync(topic, Timeout, Cancellation);
        await _kafka.Topics.CreateAsync(new NewTopic(topic) { PartitionCount = 3 }, Timeout, Cancellation);
        var results = await Writer.WriteAsync(topic, [.. Enumerable.Range(0, 3).Select(partition => new NewRecord { Partition = partition })], Timeout, Cancellation);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        results.ShouldAllBe(result => result.Failure == null);
        codes.ShouldBeSubsetOf([FailureCode.TopicNotFound, FailureCode.KafkaUnavailable, FailureCode.KafkaTimeout]);
    }

    private async Task WriteUntilAsync(string topic, HashSet<FailureCode> codes, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            FailureCode?[] seen;
            try
            {
                seen = [.. (await Writer.WriteAsync(topic, Records(0..10), Timeout, Cancellation)).Select(result => result.Failure?.Code)];
            }
            catch (KafkaFailureException e)
            {
                seen = [e.Failure.Code];
            }

            lock (codes)
            {
                codes.UnionWith(seen.OfType<FailureCode>());
            }
        }
    }

    private static NewRecord[] Records(Range numbers, int bytes = 100) =>
    [
        .. Enumerable.Range(numbers.Start.Value, numbers.End.Value - numbers.Start.Value)
            .Select(number => new NewRecord { Key = Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), Value = new byte[bytes] }),
    ];

    private async Task<string> CreateTopicAsync(int partitions, params (string Name, string Value)[] properties)
    {
        // A call's records are sent together, however slow the machine is.
        _kafka = KafkaCluster.Open(
            new KafkaConnectionOptions { BootstrapServers = await real.GetBootstrapServersAsync(Cancellation) },
            new KafkaClusterOptions { Linger = TimeSpan.FromMilliseconds(100) });
        var topic = new NewTopic($"writing-{Guid.NewGuid():N}")
        {
            PartitionCount = partitions,
            Properties = properties.ToDictionary(property => property.Name, property => property.Value),
        };
        await _kafka.Topics.CreateAsync(topic, Timeout, Cancellation);
        return topic.Name;
    }

    private async Task AddPartitionsAsync(string topic, int count)
    {
        using var admin = await OpenAdminAsync();
        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = count }]);
        Sluice.Core.Topics.TopicDescription description;
        do
        {
            description = await _kafka!.Topics.DescribeAsync(topic, Timeout, Cancellation);
        }
        while (description.Partitions.Count < count);
    }

    private async Task LowerLimitAsync(string topic, string limit)
    {
        using var admin = await OpenAdminAsync();
        var resource = new ConfigResource { Type = ResourceType.Topic, Name = topic };
        var entry = new ConfigEntry { Name = "max.message.bytes", Value = limit, IncrementalOperation = AlterConfigOpType.Set };
        await admin.IncrementalAlterConfigsAsync(new() { [resource] = [entry] });
        while ((await admin.DescribeConfigsAsync([resource])).Single().Entries[entry.Name].Value != limit)
        {
        }
    }

    private async Task<IAdminClient> OpenAdminAsync() =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = await real.GetBootstrapServersAsync(Cancellation) }).Build();
}
