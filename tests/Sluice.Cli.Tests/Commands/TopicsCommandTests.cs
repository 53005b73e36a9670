// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class TopicsCommandTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>
{
    [Fact]
    public async Task List_ShouldPrintOneNameALine()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await kafka.RunAsync("topics", "list");

        result.Error.ShouldBeEmpty();
        result.ExitCode.ShouldBe(0);
        result.Lines.ShouldContain(topic);
    }

    [Fact]
    public async Task List_ShouldAnswerAsTheApiDoes_WithJson()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await kafka.RunAsync("topics", "list", "--output", "json");

        using var json = JsonDocument.Parse(result.Output);
        json.RootElement.GetProperty("topics").EnumerateArray().Select(name => name.GetString()).ShouldContain(topic);
    }

    [Fact]
    public async Task Describe_ShouldShowEachPartition()
    {
        var topic = await kafka.CreateTopicAsync(partitions: 2);
        await kafka.WriteAsync(topic, "a", "b", "c");

        var result = await kafka.RunAsync("topics", "describe", topic);

        result.Error.ShouldBeEmpty();
        result.ExitCode.ShouldBe(0);
        var rows = result.Lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        rows[0].ShouldBe(["partition", "leader", "replicas", "in", "sync", "earliest", "latest"]);
        rows.Length.ShouldBe(3);
        rows[1][0].ShouldBe("0");
        rows[1][^1].ShouldBe("3");
        rows[2][^2..].ShouldBe(["0", "0"]);
    }

    [Fact]
    public async Task Describe_ShouldAnswerAsTheApiDoes_WithJson()
    {
        var topic = await kafka.CreateTopicAsync(partitions: 2);
        await kafka.WriteAsync(topic, "a", "b", "c");

        var result = await kafka.RunAsync("topics", "describe", topic, "-o", "json");

        using var json = JsonDocument.Parse(result.Output);
        json.RootElement.GetProperty("topic").GetString().ShouldBe(topic);
        var partition = json.RootElement.GetProperty("partitions")[0];
        partition.GetProperty("partition_id").GetInt32().ShouldBe(0);
        partition.GetProperty("earliest_offset").GetInt64().ShouldBe(0);
        partition.GetProperty("latest_offset").GetInt64().ShouldBe(3);
        partition.GetProperty("leader").GetProperty("hostName").GetString().ShouldBe("127.0.0.1");
        partition.GetProperty("leader").GetProperty("rack").ValueKind.ShouldBe(JsonValueKind.Null);
        partition.GetProperty("isr").GetArrayLength().ShouldBe(partition.GetProperty("replicas").GetArrayLength());
    }

    [Fact]
    public async Task Describe_ShouldNotCreateTheTopic_WhenThereIsNone()
    {
        var result = await kafka.RunAsync("topics", "describe", "nowhere");

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldBe("sluice: There is no topic \"nowhere\".\n");
        (await kafka.RunAsync("topics", "list")).Lines.ShouldNotContain("nowhere");
    }

    [Theory]
    [InlineData("create", "curl -X PUT http://127.0.0.1:9400/v1/topics/to-create")]
    [InlineData("delete", "curl -X DELETE http://127.0.0.1:9400/v1/topics/to-delete")]
    public async Task Change_ShouldSayWhatToDo_WhenTheClusterIsEmbeddedInAnotherProcess(string command, string hint)
    {
        var topic = "to-" + command;
        if (command == "delete")
        {
            await kafka.Kafka.Topics.CreateAsync(new(topic), TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }

        var result = await kafka.RunAsync("topics", command, topic);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain(hint);
        result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Describe_ShouldRefuseTheName_WhenNoTopicCanHaveIt()
    {
        var result = await kafka.RunAsync("topics", "describe", "a/b");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("a/b");
    }
}
