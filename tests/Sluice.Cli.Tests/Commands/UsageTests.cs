// SPDX-License-Identifier: Apache-2.0

using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class UsageTests
{
    public static TheoryData<string, string> WrongCommandLines => new()
    {
        { "topics list --outptu json", "unknown option --outptu; did you mean --output? See: sluice topics list --help" },
        { "consme", "unknown command \"consme\"; did you mean consume? See: sluice --help" },
        { "topics", "Required command was not provided. See: sluice topics --help" },
        { "topics describe", "<topic> is missing. See: sluice topics describe --help" },
        { "topics describe a b", "unexpected \"b\". See: sluice topics describe --help" },
        { "produce", "Option '--topic' is required. See: sluice produce --help" },
        { "produce --topic t --format xml", "--format \"xml\" is none of text, json" },
        { "produce --topic t --key-separator : --format json", "--key-separator goes with --format text alone" },
        { "produce --topic t --header novalue", "--header takes name=value" },
        { "produce --topic t --file /nowhere/at.all", "/nowhere/at.all" },
        { "topics create t --partitions 0", "--partitions \"0\" is not a whole number from 1 to 100000" },
        { "consume --topic t --from yesterday", "--from \"yesterday\" is none of earliest, latest" },
        { "consume --topic t --where value", "or is null: value. See: sluice consume --help" },
        { "consume --topic t --count 0", "--count \"0\" is not a whole number from 1" },
        { "topics list --timeout 0", "--timeout \"0\" is not a time above 0" },
        { "topics list", "no bootstrap servers: give --bootstrap-servers host:port" },
        { "topics list -b nohost", "nohost" },
        { "topics list -b localhost:1 -X no.such.property=1", "no.such.property" },
    };

    [Theory]
    [MemberData(nameof(WrongCommandLines))]
    public async Task Run_ShouldSayInOneLineWhatIsWrong(string commandLine, string expected)
    {
        var result = await InProcess.RunAsync(commandLine.Split(' '));

        result.Error.ShouldContain(expected);
        result.Error.ShouldStartWith("sluice: ");
        result.Error.Count(character => character == '\n').ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Run_ShouldNotShowAPropertysText_WhenItIsNoPair()
    {
        var result = await InProcess.RunAsync("topics", "list", "--property", "hunter2");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Run_ShouldEndWith3_WhenNobodyListens()
    {
        var result = await InProcess.RunAsync("topics", "list", "-b", "127.0.0.1:1", "--timeout", "500ms");

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldContain("127.0.0.1:1");
        result.Error.Count(character => character == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Config_ShouldNameTheCluster()
    {
        await using var kafka = new EmbeddedKafka();
        var topic = await kafka.CreateTopicAsync();
        var file = Path.GetTempFileName();
        try
        {
            var token = TestContext.Current.CancellationToken;
            await File.WriteAllTextAsync(file, $$"""{ "Kafka": { "BootstrapServers": "{{kafka.BootstrapServers}}" } }""", token);
            (await InProcess.RunAsync("topics", "list", "--config", file)).Lines.ShouldContain(topic);

            await File.WriteAllTextAsync(file, "{ not json", token);
            var wrong = await InProcess.RunAsync("topics", "list", "--config", file);
            wrong.ExitCode.ShouldBe(2);
            wrong.Error.ShouldContain(file);

            await File.WriteAllTextAsync(file, """{ "Kafka": { "ReadCommitted": "maybe" } }""", token);
            var mistyped = await InProcess.RunAsync("topics", "list", "--config", file);
            mistyped.ExitCode.ShouldBe(2);
            mistyped.Error.ShouldContain("ReadCommitted");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
