// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sluice.Testing.Http;
using Sluice.Testing.Values;

namespace Sluice.Testing.Tests.Http;

public sealed class StubServerTests : StubTest
{
    [Fact]
    public async Task Stub_ShouldAnswerAsItsRuleSays()
    {
        var server = Start();
        using var rule = server.Answer(Rule("prices", """{"method":"get","path":"/prices/A1","headers":{"X-Order":"7"}}""", """{"price":9.50}""") with
        {
            Answer = new StubAnswer
            {
                Status = 203,
                Headers =
                [
                    new("X-Source", "a"), new("x-source", "b"), new("Set-Cookie", "a=1"), new("Set-Cookie", "b=2"),
                    new("Content-Type", "application/vnd.price+json"),
                ],
                Body = new("""{"price":9.50}"""u8.ToArray(), "application/json"),
            },
        });

        using var response = await GetAsync(server, "/prices/A1?currency=EUR", "7");

        ((int)response.StatusCode).ShouldBe(203);
        (await response.Content.ReadAsStringAsync(Stop)).ShouldBe("""{"price":9.50}""");
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/vnd.price+json");
        response.Headers.GetValues("x-source").SelectMany(value => value.Split(", ")).ShouldBe(["a", "b"]);
        response.Headers.GetValues("Set-Cookie").ShouldBe(["a=1", "b=2"]);
    }

    [Fact]
    public async Task Stub_ShouldRememberWhatItWasAsked()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var server = Start(id: "$.orderId", options: new StubServerOptions { Time = time });
        using var rule = server.Answer(Rule("check", caseId: "7"));

        using var response = await Client.PostAsync(
            new Uri(server.Address, "/check?x=a%20b"), JsonContent.Create(new { orderId = "7", total = 12.5m }), Stop);

        var request = (await ArriveAsync(server, 1)).ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Path.ShouldBe("/check?x=a%20b");
        request.Candidate.Place.ShouldBe("POST /check?x=a%20b");
        request.Candidate.Value!.ToJsonString().ShouldBe("""{"orderId":"7","total":12.5}""");
        request.Candidate.HeaderValues("content-TYPE").ShouldBe(["application/json; charset=utf-8"]);
        request.ArrivedAt.ShouldBe(time.GetUtcNow());
        request.CaseId.ShouldBe("7");
        request.AnsweredBy.ShouldBe("check");
        request.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Stub_ShouldAnswerByTheLatestRuleThatMatches_UntilItsCaseEnds()
    {
        var server = Start();
        using var older = server.Answer(Rule("older", null, "1"));
        var newer = server.Answer(Rule("newer", """{"path":{"$regex":"^/a"}}""", "2"));

        (await TextAsync(server, "/a")).ShouldBe("200 2");
        (await TextAsync(server, "/b")).ShouldBe("200 1");
        newer.Dispose();
        (await TextAsync(server, "/a")).ShouldBe("200 1");
    }

    [Fact]
    public async Task Stub_ShouldKeepCasesApart_ByTheIdThatARequestCarries()
    {
        var server = Start(id: "header:x-order");
        using var one = server.Answer(Rule("one", null, "1", caseId: "c1"));
        using var two = server.Answer(Rule("two", null, "2", caseId: "c2"));

        (await TextAsync(server, "/", "c1")).ShouldBe("200 1");
        (await TextAsync(server, "/", "c2")).ShouldBe("200 2");
        (await TextAsync(server, "/", "c3")).ShouldStartWith("404 ");
        (await TextAsync(server, "/")).ShouldStartWith("404 ");
        (await ArriveAsync(server, 4)).Select(request => request.CaseId).ShouldBe(["c1", "c2", "c3", null]);
    }

    [Fact]
    public async Task Stub_ShouldKnowACaseByItsRule_WhenRequestsCarryNoId()
    {
        var server = Start();
        using var one = server.Answer(Rule("one", """{"path":"/prices/c1"}""", "1", caseId: "c1"));
        using var two = server.Answer(Rule("two", """{"path":"/prices/c2"}""", "2", caseId: "c2"));

        (await TextAsync(server, "/prices/c1")).ShouldBe("200 1");
        (await ArriveAsync(server, 1))[0].CaseId.ShouldBe("c1");
    }

    [Fact]
    public async Task Stub_ShouldSayWhyNoRuleMatched()
    {
        var secrets = new SecretMask();
        secrets.Add("pa55word");
        var server = Start(id: "header:x-order", options: new StubServerOptions { Secrets = secrets });
        using var near = server.Answer(Rule("near.case.yaml:5", """{"headers":{"token":"pa55word"}}"""));
        using var far = server.Answer(Rule("far.case.yaml:3", """{"method":"POST","path":"/orders","match":{"sku":"A1"}}"""));
        using var used = server.Answer(Rule("used.case.yaml:7") with { Times = 1 });
        (await TextAsync(server, "/prices", "c1")).ShouldStartWith("200");

        using var response = await GetAsync(server, "/prices?x=1", "c1");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode.DeepEquals(JsonNode.Parse(await response.Content.ReadAsStringAsync(Stop)), JsonNode.Parse(
            """
            {
              "title": "No stub answers GET /prices?x=1: none of 3 stubs matches.",
              "status": 404,
              "stubs": [
                { "stub": "used.case.yaml:7", "reasons": ["it is used up: it answers 1 times"] },
                { "stub": "near.case.yaml:5", "reasons": ["headers.token: expected \"***\", actual (missing)"] },
                { "stub": "far.case.yaml:3", "reasons": [
                  "method: expected \"POST\", actual \"GET\"", "path: expected \"/orders\", actual \"/prices\"", "value: expected JSON, actual an empty value"] }
              ]
            }
            """)).ShouldBeTrue(await response.Content.ReadAsStringAsync(Stop));
        var request = (await ArriveAsync(server, 2))[1];
        request.AnsweredBy.ShouldBeNull();
        request.Problem!.ShouldStartWith("No stub answers GET /prices?x=1: none of 3 stubs matches.\nused.case.yaml:7: it is used up");
    }

    [Fact]
    public async Task Stub_ShouldSayWhoseRequestItIs_WhenTheOnlyRuleIsAnotherCases()
    {
        var server = Start(id: "header:x-order");
        using var rule = server.Answer(Rule("a.case.yaml:3", caseId: "c1"));

        (await TextAsync(server, "/", "c2")).ShouldContain("header:x-order: expected the case's id \\\"c1\\\", actual \\\"c2\\\"");
    }

    [Fact]
    public async Task Stub_ShouldAnswerAsOftenAsItIsTold()
    {
        var server = Start();
        using var always = server.Answer(Rule("always", null, "1"));
        using var twice = server.Answer(Rule("twice", null, "2") with { Times = 2 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TextAsync(server, "/")));

        answers.Count(answer => answer == "200 2").ShouldBe(2);
        answers.Count(answer => answer == "200 1").ShouldBe(18);
    }

    [Fact]
    public async Task Stub_ShouldAnswerLate_AndServeOthersMeanwhile()
    {
        var time = new FakeTimeProvider();
        var server = Start(options: new StubServerOptions { Time = time, TransferTimeout = TimeSpan.FromDays(1) });
        using var slow = server.Answer(Rule("slow", """{"path":"/slow"}""", "1") with { Delay = TimeSpan.FromMinutes(1) });
        using var fast = server.Answer(Rule("fast", """{"path":"/fast"}""", "2"));

        var late = TextAsync(server, "/slow");
        await ArriveAsync(server, 1);
        (await TextAsync(server, "/fast")).ShouldBe("200 2");
        late.IsCompleted.ShouldBeFalse();

        // Between its arrival and its delay a moment passes, in which the clock may go on unseen.
        while (!late.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(late, Task.Delay(5, Stop));
        }

        (await late).ShouldBe("200 1");
    }

    [Fact]
    public async Task Stub_ShouldServeManyCasesAtOnce()
    {
        const int requests = 1_000;
        var server = Start(id: "header:x-order");
        var rules = Enumerable.Range(0, 6).Select(i => server.Answer(Rule($"rule {i}", """{"path":{"$regex":"^/prices/"}}""", $"{i}", caseId: $"c{i}"))).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, requests).Select(i => TextAsync(server, $"/prices/{i}", $"c{i % 6}")));

        answers.ShouldBe(Enumerable.Range(0, requests).Select(i => $"200 {i % 6}"));
        var seen = await ArriveAsync(server, requests);
        seen.Select(request => request.Number).ShouldBe(Enumerable.Range(0, requests).Select(i => (long)i));
        seen.Select(request => request.Path).ShouldBe(Enumerable.Range(0, requests).Select(i => $"/prices/{i}"), ignoreOrder: true);
        seen.ShouldAllBe(request => request.AnsweredBy == request.CaseId!.Replace("c", "rule ", StringComparison.Ordinal));
        Array.ForEach(rules, rule => rule.Dispose());
    }
}
