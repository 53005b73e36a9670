// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class ProduceCommandTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>
{
    [Fact]
    public async Task Text_ShouldWriteEachLineAsItIs()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await kafka.RunAsync("first\n\n  two words \r\n{\"a\": 1}", ["produce", "--topic", topic]);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldBeEmpty();
        result.Error.ShouldStartWith("4 records written");
        (await ValuesAsync(topic)).ShouldBe(["first", "", "  two words ", "{\"a\": 1}"]);
        (await kafka.ReadAsync(topic)).ShouldAllBe(record => record.Key == null);
    }

    [Fact]
    public async Task Text_ShouldSplitAtTheFirstSeparator_WithKeySeparator()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await kafka.RunAsync("k1=>v1=>x\n=>no key\n", ["produce", "--topic", topic, "--key-separator", "=>"]);

        result.ExitCode.ShouldBe(0);
        var records = await kafka.ReadAsync(topic);
        records.Select(record => Encoding.UTF8.GetString(record.Key!)).ShouldBe(["k1", ""]);
        records.Select(record => Encoding.UTF8.GetString(record.Value!)).ShouldBe(["v1=>x", "no key"]);
    }

    [Fact]
    public async Task Produce_ShouldNameTheLineAndWriteTheOthers_WhenOneIsNoRecord()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await kafka.RunAsync("a:1\nb\nc:3\n", ["produce", "--topic", topic, "--key-separator", ":"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("sluice: line 2: there is no key separator \":\" in it");
        result.Error.ShouldContain("2 records written");
        result.Error.ShouldContain("; 1 failed");
        (await ValuesAsync(topic)).ShouldBe(["1", "3"]);
    }

    [Fact]
    public async Task Produce_ShouldNameTheLine_WhenARecordIsTooLarge()
    {
        var topic = await kafka.CreateTopicAsync();
        var input = $"small\n{new string('x', 1_200_000)}\nsmall too\n";

        var result = await kafka.RunAsync(input, ["produce", "--topic", topic]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("sluice: line 2: ");
        (await ValuesAsync(topic)).ShouldBe(["small", "small too"]);
    }

    [Fact]
    public async Task Produce_ShouldKeepTheOrder_OverManyBatches()
    {
        var topic = await kafka.CreateTopicAsync();
        var lines = Enumerable.Range(0, 50_000).Select(number => $"line {number}").ToArray();

        var result = await kafka.RunAsync(string.Join('\n', lines), ["produce", "--topic", topic, "--partition", "0"]);

        result.Error.ShouldStartWith("50,000 records written");
        result.ExitCode.ShouldBe(0);
        (await ValuesAsync(topic)).ShouldBe(lines);
    }

    [Fact]
    public async Task Produce_ShouldAddHeadersAndPartition()
    {
        var topic = await kafka.CreateTopicAsync(partitions: 3);

        var result = await kafka.RunAsync("x\n", ["produce", "--topic", topic, "--partition", "2", "--header", "a=1", "--header", "b=x=y"]);

        result.ExitCode.ShouldBe(0);
        var record = (await kafka.ReadAsync(topic, partition: 2)).Single();
        record.Headers.Select(header => $"{header.Key}:{Encoding.UTF8.GetString(header.Value!)}").ShouldBe(["a:1", "b:x=y"]);
    }

    [Fact]
    public async Task Json_ShouldFollowTheApisRules()
    {
        var topic = await kafka.CreateTopicAsync(partitions: 2);
        const string Input = """
            {"value": "text", "key": "k", "partition": 1, "timestamp": 1700000000000, "headers": [{"key": "h", "value": null}]}

            {"value": { "a" : 1.50 }, "partition": 1}
            {"value": null, "key": 12e0, "partition": 1}
            {"value": "/wA=", "value_encoding": "base64", "partition": 1}
            """;

        var result = await kafka.RunAsync(Input, ["produce", "--topic", topic, "--format", "json"]);

        result.Error.ShouldStartWith("4 records written");
        var records = await kafka.ReadAsync(topic, partition: 1);
        records.Select(record => record.Value is null ? null : Encoding.Latin1.GetString(record.Value))
            .ShouldBe(["text", "{ \"a\" : 1.50 }", null, "ÿ\0"]);
        Encoding.UTF8.GetString(records[0].Key!).ShouldBe("k");
        Encoding.UTF8.GetString(records[2].Key!).ShouldBe("12e0");
        records[0].Timestamp.ShouldBe(1_700_000_000_000);
        records[0].Headers.Single().Value.ShouldBeNull();
    }

    [Fact]
    public async Task Json_ShouldNameTheLine_WhenThePartitionDoesNotExist()
    {
        var topic = await kafka.CreateTopicAsync();

        const string Input = "{\"value\": 1, \"partition\": 1}\n{\"value\": 2}\n";

        var result = await kafka.RunAsync(Input, ["produce", "--topic", topic, "--format", "json"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"sluice: line 1: there is no partition 1: {topic} has 1, counted from 0");
        (await ValuesAsync(topic)).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Produce_ShouldNameTheFirstFailuresOnly_AndCountAll()
    {
        var topic = await kafka.CreateTopicAsync();
        var input = string.Concat(Enumerable.Repeat("{\n", 100));

        var result = await kafka.RunAsync(input, ["produce", "--topic", topic, "--format", "json"]);

        result.ExitCode.ShouldBe(1);
        result.Error.Split('\n').Count(line => line.StartsWith("sluice: line", StringComparison.Ordinal)).ShouldBe(20);
        result.Error.ShouldContain("; 100 failed");
    }

    [Fact]
    public async Task Produce_ShouldReadAFile()
    {
        var topic = await kafka.CreateTopicAsync();
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "one\ntwo\n", TestContext.Current.CancellationToken);

            var result = await kafka.RunAsync("not this", ["produce", "--topic", topic, "--file", file]);

            result.ExitCode.ShouldBe(0);
            (await ValuesAsync(topic)).ShouldBe(["one", "two"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Produce_ShouldFailBeforeReading_WhenThereIsNoTopic()
    {
        var result = await kafka.RunAsync("x\n", ["produce", "--topic", "nowhere"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldBe("sluice: There is no topic \"nowhere\".\n");
    }

    [Fact]
    public async Task Produce_ShouldWriteNothing_WhenTheInputIsEmpty()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await kafka.RunAsync("", ["produce", "--topic", topic]);

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldStartWith("0 records written");
    }

    [Fact]
    public async Task Produce_ShouldShowItsProgress_WhereAPersonWatches()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await InProcess.RunAsync(
            "a:1\nb\n"u8.ToArray(), ["produce", "--topic", topic, "--key-separator", ":", "-b", kafka.BootstrapServers], isWatched: true);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("sluice: line 2: ");
        result.Error.ShouldContain("1 record written");
        (await ValuesAsync(topic)).ShouldBe(["1"]);
    }

    private async Task<string[]> ValuesAsync(string topic) =>
        [.. (await kafka.ReadAsync(topic)).Select(record => Encoding.UTF8.GetString(record.Value!))];
}
