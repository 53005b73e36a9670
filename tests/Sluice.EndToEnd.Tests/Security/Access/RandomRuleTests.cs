// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.Gateway.Tests.Security.Policies;
using Sluice.TestIdentity;

namespace Sluice.EndToEnd.Tests.Security.Access;

/// <summary>Random rules, callers with tokens, and every operation over HTTP: each answer is what the written-out rules say.</summary>
public sealed class RandomRuleTests
{
    private const int RuleSets = 6;
    private static readonly string[] Topics = ["a", "a.b", "a.b.c", "b", "ab"];
    private static readonly string[] Groups = [.. Enumerable.Range(0, 2).Select(_ => Guid.NewGuid().ToString())];

    // The last one's token lists no groups: Microsoft Graph knows them.
    private static readonly TestApplication[] Applications =
    [
        new() { Roles = ["red"], Groups = [] },
        new() { Roles = ["red", "blue"], Groups = [Groups[0]] },
        new() { Roles = [] },
    ];

    private static readonly string[] Principals =
    [
        "*", "role:red", "role:blue", .. Groups.Select(group => $"group:{group}"),
        .. Applications.SelectMany(application => new[] { $"oid:{application.ObjectId}", $"appid:{application.ClientId}" }),
    ];

    private static readonly string[] Patterns = [.. Topics, "a*", "a.*", "b*"];

    private static readonly Gen<NaiveRule> Rules =
        from principals in Gen.OneOf(Principals).Array[1, 2]
        from topics in Gen.OneOf(Patterns).Array[1, 2]
        from operations in Gen.OneOf("describe", "read", "write", "create", "delete", "*").Array[1, 2]
        select new NaiveRule(principals, topics, operations);

    [Fact]
    public async Task Answers_ShouldBeThoseOfTheWrittenRules()
    {
        var sets = new List<NaiveRule[]>();
        Rules.Array[1, 5].Sample(sets.Add, iter: RuleSets, threads: 1);
        NaiveRule admin = new(["role:admin"], ["*"], ["*"]);
        await using var stage = await AccessStage.StartAsync([admin]);
        stage.Identity.Directory.Add(Groups[1], Applications[2].ObjectId);
        var administrator = stage.ClientOf(new TestApplication { Roles = ["admin"], Groups = [] });
        var clients = Array.ConvertAll(Applications, stage.ClientOf);
        foreach (var topic in Topics)
        {
            (await administrator.PutTopicAsync(topic, null)).Dispose();
        }

        foreach (var (number, rules) in sets.Index())
        {
            // Its topic shows when the set holds.
            NaiveRule mark = new(["*"], [$"mark-{number}"], ["create"]);
            stage.Write([admin, mark, .. rules]);
            await WaitUntilAsync(async () =>
            {
                using var created = await clients[0].PutTopicAsync($"mark-{number}", null);
                return created.IsSuccessStatusCode;
            });
            foreach (var (client, application) in clients.Zip(Applications))
            {
                await CheckAsync(client, PrincipalsOf(application), [admin, mark, .. rules], administrator);
            }
        }
    }

    private static async Task CheckAsync(GatewayClient client, string[] caller, NaiveRule[] rules, GatewayClient administrator)
    {
        (await client.ListTopicsAsync()).Where(Topics.Contains)
            .ShouldBe(Topics.Where(topic => NaiveRule.Allow(rules, caller, topic, "describe")), ignoreOrder: true, Explain("list", ""));
        foreach (var topic in Topics)
        {
            await ExpectAsync("describe", topic, () => client.GetAsync($"v1/metadata/topics/{topic}/partitions"));
            await ExpectAsync("read", topic, () => client.GetRecordsAsync(topic, 0, "earliest"));
            await ExpectAsync("write", topic, () => client.PostAsync(topic, """{"records":[{"value":1}]}"""));
            await ExpectAsync("create", topic, () => client.PutTopicAsync(topic, null));
            await ExpectAsync("delete", topic, () => client.DeleteTopicAsync(topic));
            if (NaiveRule.Allow(rules, caller, topic, "delete"))
            {
                using var again = await administrator.PutTopicAsync(topic, null);
                again.IsSuccessStatusCode.ShouldBeTrue();
            }
        }

        async Task ExpectAsync(string operation, string topic, Func<Task<HttpResponseMessage>> send)
        {
            var expected = NaiveRule.Allow(rules, caller, topic, operation) ? (operation == "create" ? 409 : 200)
                : operation == "create" || NaiveRule.Allow(rules, caller, topic, "describe") ? 403
                : 404;
            using var response = await send();
            ((int)response.StatusCode).ShouldBe(
                expected, $"{Explain(operation, topic)}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        string Explain(string operation, string topic) =>
            $"{operation} {topic} by {string.Join(' ', caller)} with {string.Join(' ', rules.Select(rule => rule.Json))}";
    }

    private static string[] PrincipalsOf(TestApplication application) =>
    [
        $"oid:{application.ObjectId}", $"appid:{application.ClientId}", .. application.Roles.Select(role => $"role:{role}"),
        .. (application.Groups ?? [Groups[1]]).Select(group => $"group:{group}"),
    ];

    private static async Task WaitUntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }
    }
}
