// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Xml.Linq;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

/// <summary><c>sluice test</c> and <c>sluice lint</c>.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Pipeline = """
        kafka: { main: { bootstrap: "${env:SLUICE_TEST_BOOTSTRAP:-127.0.0.1:1}" } }
        endpoints:
          orders: { topic: orders, id: key, partitions: 2 }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-test-");

    public TestCommandTests()
    {
        Write("pipeline.yaml", Pipeline);
        Write("cases/good.case.yaml", "name: good\ntags: [quick]\nlanes: orders\nsteps:\n- { send: orders, value: { n: 1 } }\n- { expect: orders, match: { n: 1 } }");
        Write("cases/deep/bad.case.yaml", "name: bad\nsteps:\n- { send: orders, value: { n: 1 } }\n- { expect: orders, within: 50ms, match: { n: 2 } }");
    }

    private string PipelineFile => PathOf("pipeline.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Test_ShouldRunEachLaneAndReport()
    {
        var result = await InProcess.RunAsync(
            "test", PipelineFile, PathOf("cases/**/*.case.yaml"), "--kafka", "embedded", "--report", "junit,jsonl", "--out", PathOf("results"));

        result.ExitCode.ShouldBe(1, result.Error);
        result.Lines[0].ShouldBe("pipeline: 3 cases");
        result.Output.ShouldContain("✔ good [lane 1]");
        result.Output.ShouldContain("expect orders: 1 matching within 50ms, got 0          bad.case.yaml:4");
        result.Lines[^1].ShouldStartWith("2 passed, 1 failed, 0 cannot tell in ");
        XDocument.Load(PathOf("results/junit.xml")).Descendants("testcase").Count().ShouldBe(3);
        File.ReadLines(PathOf("results/run.jsonl")).Last().ShouldContain("\"event\":\"run-ended\"");
    }

    [Fact]
    public async Task Test_ShouldRunOnlyWhatIsAskedFor_ByTags()
    {
        (await InProcess.RunAsync("test", PipelineFile, PathOf("cases"), "--kafka", "embedded", "--tag", "quick")).ExitCode.ShouldBe(0);
        (await InProcess.RunAsync("test", PipelineFile, PathOf("cases"), "--kafka", "embedded", "--without-tag", "quick")).Lines[^1]
            .ShouldStartWith("0 passed, 1 failed");
    }

    [Fact]
    public async Task Test_ShouldEndWith3_WhenKafkaIsNotThere()
    {
        var result = await InProcess.RunAsync("test", PipelineFile, PathOf("cases/good.case.yaml"), "--timeout", "2s");

        result.ExitCode.ShouldBe(3);
        result.Error.ShouldStartWith("sluice: Cluster \"main\": ");
    }

    [Theory]
    [InlineData("there is no file", "test", "pipeline.yaml", "none.case.yaml")]
    [InlineData("there is no *.case.yaml below", "lint", "pipeline.yaml", "cases/deep/empty")]
    [InlineData("name a pipeline file and its cases, or say --demo", "test")]
    [InlineData("name at least one case file", "test", "pipeline.yaml")]
    [InlineData("--report \"pdf\" is none of junit, html, jsonl, markdown", "test", "pipeline.yaml", "cases", "--report", "pdf")]
    public async Task Command_ShouldSayWhatIsMissing(string message, params string[] arguments)
    {
        Directory.CreateDirectory(PathOf("cases/deep/empty"));
        var result = await InProcess.RunAsync([.. arguments.Select(argument => argument.Contains('.', StringComparison.Ordinal) || argument.StartsWith("cases", StringComparison.Ordinal) ? PathOf(argument) : argument)]);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(message);
    }

    [Fact]
    public async Task Lint_ShouldShowLineAndColumnOfEachFault()
    {
        Write("cases/wrong.case.yaml", "steps:\n- { expct: orders }\n- { expect: ordres }");
        var text = await InProcess.RunAsync("lint", PipelineFile, PathOf("cases"));
        var json = await InProcess.RunAsync("lint", PipelineFile, PathOf("cases"), "--output", "json");

        text.ExitCode.ShouldBe(2);
        text.Lines.Select(line => line[line.IndexOf("wrong.case.yaml", StringComparison.Ordinal)..]).ShouldBe(
        [
            "wrong.case.yaml:2:3: a step has one of the verbs send, expect, settle, stub, fault, set: did you mean \"expect\"?",
            "wrong.case.yaml:3:5: \"expect\" names endpoint \"ordres\", which the pipeline has not: did you mean \"orders\"?",
        ]);
        JsonElement.Parse(json.Output).EnumerateArray().Select(fault => (fault.GetProperty("line").GetInt32(), fault.GetProperty("column").GetInt32())).ShouldBe([(2, 3), (3, 5)]);

        // The same faults end a run before anything is opened.
        var run = await InProcess.RunAsync("test", PipelineFile, PathOf("cases"));
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("wrong.case.yaml:2:3: ");
        run.Error.ShouldEndWith("sluice: there are 2 faults in the files\n");
    }

    [Fact]
    public async Task Lint_ShouldSayThatAllIsWell_AndPrintTheSchemas()
    {
        var result = await InProcess.RunAsync("lint", PipelineFile, PathOf("cases"));
        result.ExitCode.ShouldBe(0);
        result.Output.ShouldBe("The pipeline file and 2 case files are in order.\n");
        JsonElement.Parse((await InProcess.RunAsync("lint", "--schema", "case")).Output).GetProperty("title").GetString().ShouldBe("Sluice case");
    }

    [Fact]
    public async Task Check_ShouldLookAtAllThatThePipelineNames()
    {
        await using var kafka = new EmbeddedKafka();
        var topic = await kafka.CreateTopicAsync(partitions: 3);
        Write("pipeline.yaml", $$"""
            kafka: { main: { bootstrap: "{{kafka.BootstrapServers.Split(',')[0]}}" } }
            endpoints:
              orders: { topic: {{topic}}, id: key }
              gone:   { topic: no-such-topic }
              views:  { collection: views, connection: "sqlite:{{PathOf("views.db")}}", id: _id }
              api:    { http: "http://127.0.0.1:1" }
            services: { S: { in: [orders], out: [views], group: svc } }
            """);
        var result = await InProcess.RunAsync("check", PipelineFile, "--timeout", "10s");

        result.ExitCode.ShouldBe(3, result.Error);
        result.Output.ShouldContain($"✔ endpoint orders  topic: {topic} has 3 partitions, and may be read\n");
        result.Output.ShouldContain("✘ endpoint gone  topic: ");
        result.Output.ShouldContain("✔ service S  group: svc may be asked, and has committed on 0 of 3 partitions\n");
        result.Output.ShouldContain("✔ endpoint views  store: sqlite:");
        result.Output.ShouldContain("✘ endpoint api  address: GET / to http://127.0.0.1:1: it does not answer");
    }

    [Fact]
    public async Task Record_ShouldNotTouchAFile_ThatIsThere()
    {
        var result = await InProcess.RunAsync("record", PipelineFile, "--case", PathOf("cases/good.case.yaml"));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldEndWith("is there already: choose another file\n");
    }

    private string PathOf(string path) => Path.Combine(_folder.FullName, path);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
    }
}
