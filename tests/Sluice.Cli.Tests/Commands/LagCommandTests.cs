// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Confluent.Kafka;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class LagCommandTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>
{
    private readonly string _group = $"group-{Guid.NewGuid():N}";

    [Fact]
    public async Task Lag_ShouldShowEachPartition()
    {
        var topic = await kafka.CreateTopicAsync(partitions: 2);
        await kafka.WriteAsync(topic, "a", "b", "c");
        await CommitAsync(topic, 1);

        var result = await kafka.RunAsync("lag", "--group", _group, "--topic", topic);

        result.Error.ShouldBeEmpty();
        result.ExitCode.ShouldBe(0);
        result.Lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(
        [
            ["topic", "partition", "committed", "end", "lag", "client", "host", "member"],
            [topic, "0", "1", "3", "2", "-", "-", "-"],
            [topic, "1", "-", "0", "-", "-", "-", "-"],
        ]);
    }

    [Fact]
    public async Task Lag_ShouldBeJson_WhenAskedFor()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "a", "b", "c");
        await CommitAsync(topic, 1);

        var result = await kafka.RunAsync("lag", "-g", _group, "-o", "json");

        JsonElement.DeepEquals(
            JsonElement.Parse(result.Output),
            JsonElement.Parse(
                $$"""
                {
                  "group": "{{_group}}", "isolation_level": "read_committed", "total_lag": 2,
                  "partitions": [{
                    "topic": "{{topic}}", "partition_id": 0, "committed_offset": 1, "end_offset": 3, "lag": 2, "member": null
                  }]
                }
                """)).ShouldBeTrue(result.Output);
    }

    [Fact]
    public async Task Lag_ShouldSaySo_WhenTheGroupHasCommittedNothing()
    {
        var result = await kafka.RunAsync("lag", "--group", _group);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe($"sluice: There is no group \"{_group}\", or it has committed nothing.\n");
    }

    private async Task CommitAsync(string topic, long offset)
    {
        var configuration = new AdminClientConfig { BootstrapServers = kafka.BootstrapServers };
        using var admin = new AdminClientBuilder(configuration).SetLogHandler((_, _) => { }).Build();
        await admin.AlterConsumerGroupOffsetsAsync(
            [new ConsumerGroupTopicPartitionOffsets(_group, [new TopicPartitionOffset(topic, 0, offset)])]);
    }
}
