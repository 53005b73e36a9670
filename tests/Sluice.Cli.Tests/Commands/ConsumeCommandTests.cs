// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Sluice.Cli.Tests.Running;
using Sluice.Core.Records;

namespace Sluice.Cli.Tests.Commands;

public sealed class ConsumeCommandTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>
{
    private static readonly byte[] Binary = [0xFF, 0x00, 0x0A, 0x80];

    [Fact]
    public async Task Text_ShouldPrintTopicPartitionOffsetKeyAndValue()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(
            topic,
            [
                new NewRecord { Key = "k"u8.ToArray(), Value = "two\nlines\e[31m"u8.ToArray() },
                new NewRecord { Value = null },
                new NewRecord { Value = Binary },
            ]);

        var result = await kafka.RunAsync("consume", "--topic", topic);

        result.ExitCode.ShouldBe(0);
        result.Error.ShouldBeEmpty();
        result.Lines.ShouldBe(
        [
            $"{topic}\t0\t0\tk\ttwo\\nlines\\u001b[31m",
            $"{topic}\t0\t1\tnull\tnull",
            $"{topic}\t0\t2\tnull\tbase64:/wAKgA==",
        ]);
    }

    [Fact]
    public async Task Raw_ShouldPrintTheBytes()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, [new NewRecord { Value = Binary }, new NewRecord { Value = Binary }]);

        var lines = await kafka.RunAsync("consume", "--topic", topic, "--output", "raw");
        var bare = await kafka.RunAsync("consume", "--topic", topic, "--output", "raw", "--delimiter", "", "--count", "1");

        lines.OutputBytes.ShouldBe([.. Binary, 0x0A, .. Binary, 0x0A]);
        bare.OutputBytes.ShouldBe(Binary);
    }

    [Fact]
    public async Task Raw_ShouldPutTheKeyBefore_WithKeySeparator()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, [new NewRecord { Key = "k"u8.ToArray(), Value = "v"u8.ToArray() }]);

        var result = await kafka.RunAsync("consume", "--topic", topic, "--output", "raw", "--key-separator", ":");

        result.Output.ShouldBe("k:v\n");
    }

    [Fact]
    public async Task Json_ShouldPrintRecordsAsTheApiAnswersThem()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(
            topic,
            [
                new NewRecord { Key = "schlüssel"u8.ToArray(), Value = "{\"a\":1}"u8.ToArray(), Timestamp = 1_700_000_000_000 },
                new NewRecord { Value = Binary, Headers = [new RecordHeader("h", Binary), new RecordHeader("n", null)] },
            ]);

        var result = await kafka.RunAsync("consume", "--topic", topic, "--output", "json");

        result.Lines[0].ShouldBe(
            "{\"key\":\"schlüssel\",\"value\":\"{\\\"a\\\":1}\",\"partition\":0,\"offset\":0,"
            + "\"timestamp\":1700000000000,\"timestampType\":\"CreateTime\"}");
        using var second = JsonDocument.Parse(result.Lines[1]);
        second.RootElement.GetProperty("value").GetBytesFromBase64().ShouldBe(Binary);
        second.RootElement.GetProperty("value_encoding").GetString().ShouldBe("base64");
        second.RootElement.GetProperty("headers")[0].GetProperty("encoding").GetString().ShouldBe("base64");
        second.RootElement.GetProperty("headers")[1].GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Json_ShouldComeBackByteForByte_ThroughProduce()
    {
        var source = await kafka.CreateTopicAsync(partitions: 2);
        var copy = await kafka.CreateTopicAsync(partitions: 2);
        await kafka.WriteAsync(
            source,
            [
                new NewRecord { Partition = 1, Key = Binary, Value = "null"u8.ToArray(), Timestamp = 5 },
                new NewRecord { Partition = 1, Value = "with a header"u8.ToArray(), Headers = [new RecordHeader("", Binary)] },
                new NewRecord { Partition = 1, Value = null },
                new NewRecord { Partition = 1, Key = [], Value = [] },
                new NewRecord { Partition = 1, Value = "\u0000\"\\\u2028😀"u8.ToArray() },
            ]);

        var read = await kafka.RunAsync("consume", "--topic", source, "--output", "json");
        var written = await kafka.RunAsync(read.Output, ["produce", "--topic", copy, "--format", "json"]);

        written.ExitCode.ShouldBe(0);
        (await kafka.RunAsync("consume", "--topic", copy, "--output", "json")).Output.ShouldBe(read.Output);
        (await kafka.ReadAsync(copy, partition: 1)).Select(record => record.Value).ShouldBe(
            (await kafka.ReadAsync(source, partition: 1)).Select(record => record.Value));
    }

    [Theory]
    [InlineData("earliest", "abcde")]
    [InlineData("latest", "")]
    [InlineData("2", "cde")]
    [InlineData("5", "")]
    [InlineData("-2", "de")]
    [InlineData("-99", "abcde")]
    public async Task From_ShouldSayWhereToBegin(string from, string expected)
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "a", "b", "c", "d", "e");

        var result = await kafka.RunAsync("consume", "--topic", topic, "--output", "raw", "--delimiter", "", "--from", from);

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldBe(expected);
    }

    [Fact]
    public async Task From_ShouldBeRefusedWithTheRange_WhenTheOffsetIsOutside()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "a", "b");

        var result = await kafka.RunAsync("consume", "--topic", topic, "--from", "7");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("has no offset 7: its records begin at 0 and end before 2");
    }

    [Fact]
    public async Task From_ShouldSayThatItCannot_WhenAnEmbeddedClusterIsAskedByTime()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await kafka.RunAsync("consume", "--topic", topic, "--from", "2026-01-31T12:00:00Z");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("time");
    }

    [Fact]
    public async Task Consume_ShouldReadAllPartitions_OrThoseNamed()
    {
        var topic = await kafka.CreateTopicAsync(partitions: 3);
        await kafka.WriteAsync(topic, [.. Enumerable.Range(0, 3).Select(partition => new NewRecord
        {
            Partition = partition,
            Value = Encoding.UTF8.GetBytes($"in {partition}"),
        })]);

        var all = await kafka.RunAsync("consume", "--topic", topic, "--output", "raw");
        var some = await kafka.RunAsync("consume", "--topic", topic, "--output", "raw", "-p", "2", "-p", "0");

        all.Lines.ShouldBe(["in 0", "in 1", "in 2"]);
        some.Lines.ShouldBe(["in 2", "in 0"]);
    }

    [Fact]
    public async Task Consume_ShouldSaySo_WhenThePartitionDoesNotExist()
    {
        var topic = await kafka.CreateTopicAsync();

        var result = await kafka.RunAsync("consume", "--topic", topic, "--partition", "1");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("partition");
    }

    [Fact]
    public async Task Count_ShouldBeExact_OverManyReads()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, [.. Enumerable.Range(0, 12_000).Select(number => $"{number}")]);

        var result = await kafka.RunAsync("consume", "--topic", topic, "--output", "raw", "--count", "11000");
        var all = await kafka.RunAsync("consume", "--topic", topic, "--output", "raw");

        result.Lines.ShouldBe(Enumerable.Range(0, 11_000).Select(number => $"{number}"));
        all.Lines.Length.ShouldBe(12_000);
    }

    [Fact]
    public async Task Follow_ShouldGoOnWithWhatIsWrittenMeanwhile()
    {
        var topic = await kafka.CreateTopicAsync(partitions: 2);
        await kafka.WriteAsync(topic, "before");

        var following = kafka.RunAsync("consume", "--topic", topic, "--output", "raw", "--follow", "--count", "3");
        await kafka.WriteAsync(topic, "meanwhile");
        await kafka.WriteAsync(topic, [new NewRecord { Partition = 1, Value = "elsewhere"u8.ToArray() }]);
        var result = await following.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        result.ExitCode.ShouldBe(0);
        result.Lines.ShouldBe(["before", "meanwhile", "elsewhere"], ignoreOrder: true);
    }
}
