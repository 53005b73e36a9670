// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Access;

/// <summary>The security group, over HTTP, with tokens that list groups and tokens that do not.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private readonly string _group = Guid.NewGuid().ToString();
    private readonly string _readers = Guid.NewGuid().ToString();
    private AccessStage _stage = null!;

    private TestDirectory Graph => _stage.Identity.Directory;

    public async ValueTask InitializeAsync() => _stage = await AccessStage.StartAsync(
        [new(["*"], ["open"], ["*"]), new([$"group:{_readers}"], ["orders"], ["create", "read"])],
        [_group],
        new Dictionary<string, string?>
        {
            ["Security:Groups:MemberMaxAge"] = "00:00:00",
            ["Security:Groups:NonMemberMaxAge"] = "00:00:00",
            ["Security:Groups:Graph:Timeout"] = "00:00:08",
        });

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Token_ShouldDecide_WhereItListsGroups()
    {
        (await StatusAsync(new TestApplication { Groups = [_group] })).ShouldBe(HttpStatusCode.OK);
        var refused = await AnswerAsync(new TestApplication { Groups = [_readers] });

        refused.Status.ShouldBe(HttpStatusCode.Forbidden);
        refused.Body["code"]!.ToString().ShouldBe("forbidden");
        Graph.Questions.ShouldBe(0);
    }

    [Fact]
    public async Task Graph_ShouldDecide_WhereTheTokenListsNone()
    {
        var application = new TestApplication();
        (await StatusAsync(application)).ShouldBe(HttpStatusCode.Forbidden);

        Graph.Add(_group, application.ObjectId);

        (await StatusAsync(application)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("""{"_claim_names":{"groups":"src1"},"_claim_sources":{"src1":{"endpoint":"https://graph.windows.net/x/getMemberObjects"}}}""")]
    [InlineData("""{"hasgroups":true}""")]
    public async Task Graph_ShouldDecide_WhereGroupsAreTooManyForTheToken(string claims)
    {
        var application = new TestApplication();
        Graph.Add(_group, application.ObjectId);
        var token = _stage.Identity.CreateToken(application);
        foreach (var (name, value) in JsonNode.Parse(claims)!.AsObject())
        {
            token.Claims[name] = value?.DeepClone();
        }

        var client = _stage.ClientOf(application);
        client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Sign(_stage.Identity.Keys.Current));

        (await client.ListTopicsAsync()).ShouldNotBeNull();
        Graph.QuestionsAbout(application.ObjectId).ShouldBe(1);
    }

    [Fact]
    public async Task GroupsOfRules_ShouldBeAskedFor_WithThoseThatMayComeIn()
    {
        var application = new TestApplication();
        Graph.Add(_group, application.ObjectId);
        Graph.Add(_readers, application.ObjectId);
        var client = _stage.ClientOf(application);

        (await client.PutTopicAsync("orders", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.ListTopicsAsync()).ShouldBe(["orders"]);
        Graph.Remove(_readers, application.ObjectId);
        (await client.ListTopicsAsync()).ShouldBeEmpty();
        Graph.QuestionSizes.ShouldAllBe(size => size == 2);
    }

    [Fact]
    public async Task Outage_ShouldLetInWhoIsRemembered_AndNobodyElse()
    {
        var member = new TestApplication();
        Graph.Add(_group, member.ObjectId);
        (await StatusAsync(member)).ShouldBe(HttpStatusCode.OK);
        Graph.IsDown = true;

        (await StatusAsync(member)).ShouldBe(HttpStatusCode.OK);
        var other = await AnswerAsync(new TestApplication());

        other.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        other.Body["code"]!.ToString().ShouldBe("identity-unavailable");
        other.Body["retryable"]!.GetValue<bool>().ShouldBeTrue();
        other.RetryAfter.ShouldNotBeNull();
        (await StatusAsync(new TestApplication { Groups = [_group] })).ShouldBe(HttpStatusCode.OK, "its token says it all but for the rules");
    }

    [Fact]
    public async Task HundredAtOnce_ShouldAskOnceAtATime_ForOnePrincipal()
    {
        var application = new TestApplication();
        Graph.Add(_group, application.ObjectId);
        Graph.Delay = TimeSpan.FromMilliseconds(300);
        var client = _stage.ClientOf(application);

        var lists = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.ListTopicsAsync()));

        lists.Length.ShouldBe(100);
        Graph.MostUnderWay.ShouldBe(1);
    }

    [Fact]
    public async Task AllowedGroups_ShouldChange_WithoutARestart()
    {
        var application = new TestApplication { Groups = [_readers] };
        (await StatusAsync(application)).ShouldBe(HttpStatusCode.Forbidden);
        _stage.Write([new(["*"], ["open"], ["*"])], [_group, _readers]);

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await StatusAsync(application) != HttpStatusCode.OK)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }

        // A file that breaks changes nothing.
        _stage.Write("{");
        var until = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(until) < TimeSpan.FromSeconds(2.5))
        {
            (await StatusAsync(application)).ShouldBe(HttpStatusCode.OK);
            await Task.Delay(TimeSpan.FromMilliseconds(100), deadline.Token);
        }
    }

    private async Task<HttpStatusCode> StatusAsync(TestApplication application) => (await AnswerAsync(application)).Status;

    private async Task<(HttpStatusCode Status, JsonObject Body, RetryConditionHeaderValue? RetryAfter)> AnswerAsync(TestApplication application)
    {
        using var response = await _stage.ClientOf(application).GetAsync("v1/metadata/topics");
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        return (response.StatusCode, body, response.Headers.RetryAfter);
    }
}
