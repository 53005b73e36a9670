// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Sluice.Cli.Tests.Running;
using Sluice.Core.Records;

namespace Sluice.Cli.Tests.Commands;

public sealed class GroupConsumeTests(EmbeddedKafka kafka) : IClassFixture<EmbeddedKafka>, IDisposable
{
    private readonly string _group = $"group-{Guid.NewGuid():N}";
    private readonly string _properties = Path.GetTempFileName();

    public void Dispose() => File.Delete(_properties);

    [Fact]
    public async Task Never_ShouldBeTheDefault()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "1", "2", "3");

        var first = await ConsumeAsync(topic, "--count", "3");
        var second = await ConsumeAsync(topic, "--count", "3");

        first.ExitCode.ShouldBe(0, first.Error);
        second.Lines.ShouldBe(first.Lines);
        first.Lines[2].ShouldBe($"{topic}\t0\t2\tnull\t3");
        first.Error.ShouldContain($" assigned {topic}-0\n");
        first.Error.ShouldContain($" revoked {topic}-0\n");
        first.Error.ShouldNotContain("committed");
    }

    [Fact]
    public async Task Auto_ShouldCommitWhatIsPrinted_WithTheLastRecord()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "1", "2", "3", "4");

        var first = await ConsumeAsync(topic, "--commit", "auto", "--count", "3");
        var second = await ConsumeAsync(topic, "--commit", "auto", "--count", "1");

        first.Error.ShouldContain($" committed {topic}-0@3\n");
        second.Error.ShouldContain($" assigned {topic}-0@3\n");
        second.Lines.ShouldBe([$"{topic}\t0\t3\tnull\t4"]);
    }

    [Fact]
    public async Task CommitWhen_ShouldCommitUpToTheRecordThatMeetsTheCondition()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, "1", "done", "3");

        var result = await ConsumeAsync(topic, "--commit-when", "value contains \"done\"", "--count", "3");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Error.ShouldContain($" committed {topic}-0@2\n");
        (await kafka.RunAsync("lag", "--group", _group)).Lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe([topic, "0", "2", "3", "1", "-", "-", "-"]);
    }

    [Fact]
    public async Task Where_ShouldPrintTheRecordsThatMeetIt_AndCommitTheOthersToo()
    {
        var topic = await kafka.CreateTopicAsync();
        await kafka.WriteAsync(topic, """{"n":1}""", """{"n":2}""", """{"n":3}""");

        var member = await ConsumeAsync(topic, "--where", "$.n = 2", "--commit", "auto", "--count", "1");
        var reader = await kafka.RunAsync("consume", "--topic", topic, "--where", "$.n >= 2");

        member.Lines.ShouldBe([$"{topic}\t0\t1\tnull\t{{\"n\":2}}"]);
        member.Error.ShouldContain($" committed {topic}-0@2\n");
        reader.Lines.Select(line => line[^2]).ShouldBe(['2', '3']);
    }

    [Fact]
    public async Task JavaProperties_ShouldDecodeAndCommit_AsTheySay()
    {
        var topic = await kafka.CreateTopicAsync();
        var value = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(value, -42);
        await kafka.WriteAsync(topic, [new NewRecord { Key = [0, 0, 0, 7], Value = value }]);
        await File.WriteAllLinesAsync(
            _properties,
            [
                $"bootstrap.servers={kafka.BootstrapServers}",
                "enable.auto.commit=true",
                "key.deserializer=org.apache.kafka.common.serialization.IntegerDeserializer",
                "value.deserializer=org.apache.kafka.common.serialization.LongDeserializer",
                "metric.reporters=com.example.Reporter",
            ],
            TestContext.Current.CancellationToken);

        var result = await InProcess.RunAsync(
            "consume", "--properties", _properties, "--topic", topic, "--group", _group, "--count", "1", "--where", "value < 0");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Lines.ShouldBe([$"{topic}\t0\t0\t7\t-42"]);
        result.Error.ShouldContain("metric.reporters");
        result.Error.ShouldContain($" committed {topic}-0@1\n");
    }

    [Theory]
    [InlineData("--commit is for members of a group: give --group too", "--commit", "auto")]
    [InlineData("column 7", "--where", "value ~ 1")]
    public async Task Usage_ShouldBeExplained(string expected, params string[] args)
    {
        var result = await kafka.RunAsync(["consume", "--topic", "orders", .. args]);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(expected);
    }

    [Theory]
    [InlineData("Only one of --commit and --commit-when", "--commit", "auto", "--commit-when", "key = 1")]
    [InlineData("--partition and --group exclude each other", "--partition", "1")]
    [InlineData("sluice groups reset", "--from", "42")]
    [InlineData("cannot be read", "--keystore", "absent.jks")]
    [InlineData("cannot be read", "--properties", "absent.properties")]
    [InlineData("plaintext, ssl, sasl_plaintext, sasl_ssl", "--security-protocol", "tls")]
    public async Task Usage_ShouldBeExplained_ForMembers(string expected, params string[] args)
    {
        var result = await ConsumeAsync("orders", args);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldContain(expected);
    }

    private Task<CliResult> ConsumeAsync(string topic, params string[] args) =>
        kafka.RunAsync(["consume", "--topic", topic, "--group", _group, .. args]);
}
