// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Sluice.Testing.Cases;
using Sluice.Testing.Cases.Steps;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Tests.Cases;

/// <summary>What is read of pipeline and case files, and what is wrong in them.</summary>
public sealed class LintTests : IDisposable
{
    private const string Pipeline = """
        kafka:
          main:
            bootstrap: localhost:9092
            security: { protocol: ssl, keystore: client.jks, password: "${secret:P}" }
        endpoints:
          events: { topic: sales.events, id: $.orderId, partitions: 6 }
          audit:  { topic: sales.audit,  id: "header:correlation-id", strays: allowed }
          views:  { collection: crm.views, connection: { url: "${secret:MONGO}", ca: ca.pem }, id: _id }
          search: { index: orders, connection: "https://localhost:9200", id: _id, relay: 127.0.0.1:9300 }
          api:    { http: "http://localhost:8080" }
          prices: { http: "http://localhost:8081", stub: true }
        services:
          1A: { in: events, out: [audit], group: svc-1a, run: [dotnet, run], env: { A: b }, ready: "^up" }
        faults: allowed
        """;

    private static readonly string[] Words =
    [
        "steps", "send", "events", "expect", "match", "{", "}", "[", "]", ":", "\n", "  ", "- ", "${", "}", "&a ", "*a", "<<", "$gt", "1", "null", "'", "\"", "#",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-lint-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Pipeline_ShouldHaveAllThatItsFileSays()
    {
        var faults = new FileFaults();
        var read = new PipelineReader("p.yaml", faults).Read(YamlFile.Parse("p.yaml", Pipeline))!;

        faults.All.ShouldBeEmpty();
        read.Clusters.Single().Security!["keystore"]!.GetValue<string>().ShouldBe("client.jks");
        read.Endpoints.Select(one => (one.Name, one.Kind)).ShouldBe(
        [
            ("events", EndpointKind.Topic), ("audit", EndpointKind.Topic), ("views", EndpointKind.Collection), ("search", EndpointKind.Index),
            ("api", EndpointKind.Http), ("prices", EndpointKind.Http),
        ]);
        read.Endpoints[0].Partitions.ShouldBe(6);
        read.Endpoints[1].AllowsStrays.ShouldBeTrue();
        read.Endpoints[2].Connection.ShouldBe(new StoreConnection("${secret:MONGO}", CaFile: "ca.pem"));
        read.Endpoints[3].Relay.ShouldBe("127.0.0.1:9300");
        read.Endpoints[5].IsStub.ShouldBeTrue();
        var service = read.Services.Single();
        (service.In.Single(), service.Out.Single(), service.Group, service.Run.Count, service.Environment["A"]).ShouldBe(("events", "audit", "svc-1a", 2, "b"));
        read.AllowsFaults.ShouldBeTrue();
    }

    [Theory]
    [InlineData("endpoint: {}", "1:1: unknown key \"endpoint\": did you mean \"endpoints\"?")]
    [InlineData("endpoints: { a: { topc: x } }", "1:14: endpoint \"a\" is one of topic, collection, index and http, not none of them.")]
    [InlineData("endpoints: { a: { collection: x } }", "1:14: endpoint \"a\" has no \"connection\": the store's address.")]
    [InlineData("endpoints: { a: { topic: x } }", "1:14: endpoint \"a\" is a topic, but the file has no cluster below \"kafka\".")]
    [InlineData("kafka: { m: {} }\nendpoints: {}", "1:10: \"bootstrap\" is missing: HOST:PORT,… of the brokers, or \"properties\" with a Java client's file.")]
    [InlineData("endpoints: { a: { index: x, connection: y, id: orderId } }", "1:44: \"id\" cannot be used: \"orderId\" names no place: it is a JSONPath such as $.orderId, key, header:NAME, or _id.")]
    [InlineData("endpoints: { orders: { http: x } }\nservices: { A: { in: ordres } }", "2:22: \"in\" names endpoint \"ordres\", which is not there: did you mean \"orders\"?")]
    [InlineData("endpoints: {}\nfaults: yes", "2:1: \"faults\" is allowed or forbidden, not \"yes\".")]
    [InlineData("endpoints: { a: { http: \"http://x/${id}\" } }", "1:25: ${id} has no value in a pipeline file: there are env:NAME, secret:NAME, file:PATH, uuid and now.")]
    [InlineData("endpoints: { a: { http: \"${env:X\" } }", "1:25: \"${env:X\" has ${ without }: write $${ for the text ${.")]
    [InlineData("endpoints: {}\nservices: { A: { run: [\"${lane}\"] } }", "2:24: ${lane} has no value in a pipeline file: there are env:NAME, secret:NAME, file:PATH, uuid and now.")]
    [InlineData("endpoints: []", "1:1: \"endpoints\" is a mapping with keys and values, not a list.")]
    [InlineData("kafka: {}", "1:1: \"endpoints\" is missing: the named places where data lives.")]
    public void Pipeline_ShouldSayWhatIsWrongAndWhere(string text, string fault)
    {
        var faults = new FileFaults();
        new PipelineReader("p.yaml", faults).Read(YamlFile.Parse("p.yaml", text)).ShouldBeNull();

        faults.All.Select(one => one.ToString()).ShouldContain($"p.yaml:{fault}");
    }

    [Fact]
    public async Task Case_ShouldHaveAllThatItsFileSays()
    {
        await WriteAsync("rows.csv", "customer,segment\nC-1,gold\n\"C,2\",silver\n");
        var read = await ReadAsync("""
            name: everything
            data: rows.csv
            lanes: events
            timeout: 90s
            tags: [slow, nightly]
            steps:
              - send: events
                key: "${id}"
                headers: { a: b }
                partition: 3
                value: { x: "${row.customer}", lane: "${lane}" }
              - expect: audit
                within: 5s
                strict: true
                match: { total: { $gte: 1 } }
                key: "${id}"
                headers: { source: { $regex: svc } }
                partition: 2
                from: { offset: { 0: 42 } }
                group: kit
                commit: { when: { last: true } }
                set: { customer: $.customer.id, place: offset }
              - expect: audit
                during: 1m
                count: ">=2"
                order: [ { a: 1 }, { a: 2 } ]
                where: { a: { $exists: true } }
                from: { time: 2026-01-01T00:00Z }
              - expect: views
                count: none
              - settle: 1A
                within: 20s
              - set: { both: "${customer}-${place}", again: "${both}" }
              - fault: { unreachable: views, for: 3s }
              - fault: { slow: 200ms, for: 2s }
              - stub: prices
                request: { method: GET, path: { $regex: ^/p } }
                status: 201
                value: { price: 1 }
                times: 2
            """);

        read!.Rows!.Select(row => row["customer"]!.GetValue<string>()).ShouldBe(["C-1", "C,2"]);
        (read.Lanes, read.Timeout, read.Tags.Count, read.Disturbs).ShouldBe(("events", TimeSpan.FromSeconds(90), 2, true));
        var send = (SendStep)read.Steps[0];
        (send.Partition, send.HasValue, send.Headers!["a"]!.GetValue<string>()).ShouldBe((3, true, "b"));
        var first = (ExpectStep)read.Steps[1];
        (first.Within, first.IsStrict, first.Partition, first.Group, first.Count).ShouldBe((TimeSpan.FromSeconds(5), true, 2, "kit", CountRange.Exactly(1)));
        first.From!.Offsets.ShouldBe(new Dictionary<int, long> { [0] = 42 });
        first.Commit!.When!.ToJsonString().ShouldBe("{\"last\":true}");
        first.Set.ShouldBe(new Dictionary<string, string> { ["customer"] = "$.customer.id", ["place"] = "offset" });
        var second = (ExpectStep)read.Steps[2];
        (second.During, second.Count, second.Order.Count, second.From!.Time).ShouldBe(
            (TimeSpan.FromMinutes(1), new CountRange(2, null), 2, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        ((ExpectStep)read.Steps[3]).Count.IsNone.ShouldBeTrue();
        ((SettleStep)read.Steps[4]).Within.ShouldBe(TimeSpan.FromSeconds(20));
        ((FaultStep)read.Steps[7]).Delay.ShouldBe(TimeSpan.FromMilliseconds(200));
        ((StubStep)read.Steps[8]).Times.ShouldBe(2);
    }

    [Theory]
    [InlineData("- expct: events", "2:3: a step has one of the verbs send, expect, settle, stub, fault, set: did you mean \"expect\"?")]
    [InlineData("- expect: evnts", "2:3: \"expect\" names endpoint \"evnts\", which the pipeline has not: did you mean \"events\"?")]
    [InlineData("- { stub: prices, request: { path: { $regx: x } } }", "2:38: There is no operator $regx: did you mean $regex?")]
    [InlineData("- { stub: prices, request: { headers: { a: { $gtt: 1 } } } }", "2:46: There is no operator $gtt: did you mean $gt?")]
    [InlineData("- { stub: prices, status: 99 }", "2:19: \"status\" is a whole number from 200 to 599, not \"99\".")]
    [InlineData("- { expect: events, group: kit, commit: { when: { a: { $gtt: 1 } } } }", "2:56: There is no operator $gtt: did you mean $gt?")]
    [InlineData("- { expect: events, mach: {} }", "2:21: unknown key \"mach\": did you mean \"match\"?")]
    [InlineData("- { expect: events, match: { a: { $gtt: 1 } } }", "2:35: There is no operator $gtt: did you mean $gt?")]
    [InlineData("- { expect: events, within: soon }", "2:21: \"within\" is a time such as 500ms, 10s, 1.5m or 1h, not \"soon\".")]
    [InlineData("- { expect: events, within: 1s, during: 1s }", "2:33: \"during\" and \"within\" are two ways to wait: one of the two.")]
    [InlineData("- { expect: events, count: some }", "2:21: \"count\" is a number, \">=2\", \"<=2\", \"2..4\" or none, not \"some\".")]
    [InlineData("- { expect: events, count: 3, order: [ {}, {} ] }", "2:31: \"order\" has 2 patterns, the count is 3.")]
    [InlineData("- { expect: events, commit: auto }", "2:21: \"commit\" needs a \"group\" that commits.")]
    [InlineData("- { expect: events, group: svc-1a }", "2:21: \"group\" is that of service 1A, whose records the case would take away: choose a group of its own.")]
    [InlineData("- { expect: events, from: middle }", "2:21: \"from\" is bookmark, begin, end, { offset: { PARTITION: OFFSET } } or { time: 2026-01-01T00:00Z }.")]
    [InlineData("- { send: events }", "2:3: \"value\" is missing: null sends a tombstone.")]
    [InlineData("- { send: events, value: 1, bytes: AA== }", "2:3: there is a value and bytes: one of the two.")]
    [InlineData("- { send: events, bytes: \"***\" }", "2:19: \"bytes\" is not base64.")]
    [InlineData("- { send: events, value: \"${idd}\" }", "2:26: ${idd} has no value here: there are id, now, uuid, env:NAME, secret:NAME and file:PATH.")]
    [InlineData("- { send: events, value: \"${late}\" }\n- set: { late: 1 }", "2:26: ${late} has no value yet: the step in line 3 sets it.")]
    [InlineData("- set: { a: \"${b}\", b: \"${a}\" }", "2:13: ${b} has no value yet: it stands below in the same step, or is what it would be made of.")]
    [InlineData("- settle: 1B", "2:3: \"settle\" names service \"1B\", which the pipeline has not: there are 1A.")]
    [InlineData("- fault: { rebalance: 9Z }", "2:12: \"rebalance\" names service \"9Z\", which the pipeline has not: there are 1A.")]
    [InlineData("- fault: { explode: 1 }", "2:12: unknown key \"explode\": there are rebalance, unreachable, broker-down, slow, for.")]
    [InlineData("- { stub: api, value: 1 }", "2:5: \"stub\" names \"api\", where the kit does not answer: an http endpoint with stub: true does.")]
    [InlineData("- { send: prices, value: 1 }", "2:5: \"send\" names \"prices\", where the kit answers itself: nothing is sent there.")]
    public async Task Case_ShouldSayWhatIsWrongAndWhere(string steps, string fault)
    {
        var faults = new FileFaults();
        await ReadAsync($"steps:\n{steps}", faults);

        faults.All.Select(one => $"{one.Line}:{one.Column}: {one.Message}").ShouldContain(fault);
    }

    [Fact]
    public async Task Fault_ShouldBeRefused_WhereThePipelineDoesNotAllowIt()
    {
        var faults = new FileFaults();
        await ReadAsync("steps:\n- fault: { rebalance: 1A }", faults, Pipeline.Replace("faults: allowed", "", StringComparison.Ordinal));

        faults.All.Single().Message.ShouldContain("which the pipeline file does not allow: write \"faults: allowed\" there");
    }

    [Theory]
    [InlineData("none.csv", "", "cannot be read")]
    [InlineData("rows.csv", "a,b\n1\n", "it is no CSV with a header line and as many fields in each line")]
    [InlineData("rows.json", "{", "cannot be read")]
    [InlineData("rows.json", "[]", "has from 1 to 10000 rows")]
    [InlineData("rows.txt", "a", "its ending is none of .csv, .json, .yaml")]
    public async Task Data_ShouldSayWhatIsWrong_WhenItCannotBeRead(string name, string content, string fault)
    {
        if (name != "none.csv")
        {
            await WriteAsync(name, content);
        }

        var faults = new FileFaults();
        await ReadAsync($"data: {name}\nsteps:\n- {{ send: events, value: 1 }}", faults);

        faults.All.Single().Message.ShouldContain(fault);
    }

    [Fact]
    public async Task Run_ShouldRefuseTheFiles_WhenAVariableOrASecretIsMissing()
    {
        await WriteAsync("p.yaml", Pipeline);
        await WriteAsync("one.case.yaml", "steps:\n- { send: events, value: \"${env:SLUICE_NO_SUCH}\", key: \"${secret:SLUICE_NO_SUCH}\" }\n- { send: events, value: \"${file:none.json}\" }");

        var failure = await Should.ThrowAsync<FileFaultsException>(() => TestRun.RunAsync(
            Path.Combine(_folder.FullName, "p.yaml"), [Path.Combine(_folder.FullName, "one.case.yaml")], new PipelineOptions(), new RunOptions(),
            new Sluice.Testing.Reporting.PlainProgress(TextWriter.Null), TestContext.Current.CancellationToken));

        failure.Faults.Select(fault => (fault.Line, fault.Message.Split(" has no value")[0])).ShouldBe(
            [(2, "${env:SLUICE_NO_SUCH}"), (2, "${secret:SLUICE_NO_SUCH}"), (3, "${file:none.json}")]);
    }

    [Fact]
    public void Readers_ShouldSayWhatIsWrong_WhateverTheTextIs() => Gen.OneOf(
            Gen.String[0, 60],
            Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[0, 30].Select(words => string.Join(' ', words)))
        .Sample(
            text =>
            {
                var faults = new FileFaults();
                try
                {
                    var root = YamlFile.Parse("x.yaml", text);
                    new PipelineReader("x.yaml", faults).Read(root);
                    new CaseReader("x.yaml", Read(Pipeline), faults).ReadAsync(root, CancellationToken.None).GetAwaiter().GetResult();
                }
                catch (FileFaultsException)
                {
                    // That is how the reader of YAML says it.
                }
            },
            iter: 3_000);

    private static PipelineFile Read(string text) => new PipelineReader("p.yaml", new FileFaults()).Read(YamlFile.Parse("p.yaml", text))!;

    private Task WriteAsync(string name, string content) =>
        File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), content, TestContext.Current.CancellationToken);

    private async Task<CaseFile?> ReadAsync(string text, FileFaults? faults = null, string pipeline = Pipeline)
    {
        var found = faults ?? new FileFaults();
        var file = Path.Combine(_folder.FullName, "one.case.yaml");
        var read = await new CaseReader(file, Read(pipeline), found).ReadAsync(YamlFile.Parse(file, text), TestContext.Current.CancellationToken);
        if (faults is null)
        {
            found.All.ShouldBeEmpty();
        }

        return read;
    }
}
