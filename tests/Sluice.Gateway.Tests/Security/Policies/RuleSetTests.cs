// SPDX-License-Identifier: Apache-2.0

using CsCheck;
using Sluice.Gateway.Security.Callers;
using Sluice.Gateway.Security.Policies;
using Sluice.Gateway.Security.Policies.Rules;

namespace Sluice.Gateway.Tests.Security.Policies;

public sealed class RuleSetTests
{
    private const string Id = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
    private static readonly Caller Somebody = new() { Id = "oid:" + Id, ObjectId = Id };

    // Few of each, so that rules and questions meet.
    private static readonly string[] Ids = [Id, "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"];
    private static readonly string[] Names = ["a", "a.", "a.b", "a.b.c", "b", "A", "a-b", "__a", "ab"];

    private static readonly Gen<Caller> Callers =
        from id in Gen.OneOf((string?[])[null, .. Ids])
        from application in Gen.OneOf((string?[])[null, "app", .. Ids])
        from certificate in Gen.OneOf((string?[])[null, "app", "robot"])
        from groups in Gen.OneOf((string[])["staff", .. Ids]).Array[0, 3]
        from roles in Gen.OneOf("staff", "Reader", "reader").Array[0, 2]
        select new Caller
        {
            Id = "someone",
            ObjectId = id,
            ApplicationId = application,
            CertificateName = certificate,
            Groups = groups.ToHashSet(),
            Roles = roles.ToHashSet(),
        };

    private static readonly Gen<NaiveRule> Rules =
        from principals in Gen.OneOf(
            Gen.Const("*"),
            Gen.OneOf(Ids).Select(id => "oid:" + id),
            Gen.OneOf((string[])["app", .. Ids]).Select(id => "appid:" + id),
            Gen.OneOf("app", "robot", "staff").Select(name => "cert:" + name),
            Gen.OneOf((string[])["staff", .. Ids]).Select(id => "group:" + id),
            Gen.OneOf("staff", "Reader", "app").Select(name => "role:" + name)).Array[1, 3]
        from topics in Gen.OneOf(Gen.OneOf(Names), Gen.OneOf((string[])["", .. Names]).Select(name => name + "*")).Array[1, 3]
        from operations in Gen.OneOf("describe", "read", "write", "create", "delete", "*").Array[1, 3]
        select new NaiveRule(principals, topics, operations);

    [Fact]
    public void Decision_ShouldBeThatOfTheWrittenSemantics_OverRandomRules() =>
        Gen.Select(Rules.Array[0, 8], Callers).Sample(
            (rules, caller) =>
            {
                var compiled = Settings.Rules([.. rules.Select(rule => rule.Json)]);
                foreach (var topic in Names)
                {
                    foreach (var operation in Enum.GetValues<TopicOperation>())
                    {
                        Check(rules, compiled, caller, topic, operation);
                    }
                }
            },
            iter: 1000);

    [Theory]
    [InlineData("sales.*", "sales.eu", true)]
    [InlineData("sales.*", "sales.", true)]
    [InlineData("sales.*", "sales", false)]
    [InlineData("sales.*", "salesforce", false)]
    [InlineData("sales*", "salesforce", true)]
    [InlineData("sales", "sales", true)]
    [InlineData("sales", "Sales", false)]
    [InlineData("sales", "sales.eu", false)]
    [InlineData("*", "__consumer_offsets", true)]
    public void Pattern_ShouldMatch_ByNameOrBeginning(string pattern, string topic, bool expected) =>
        Settings.Rules(Settings.Rule("*", pattern, "read")).Allows(Somebody, topic, TopicOperation.Read).ShouldBe(expected);

    [Theory]
    [InlineData("read")]
    [InlineData("write")]
    [InlineData("create")]
    [InlineData("delete")]
    public void AnyOperation_ShouldInclude_Describing(string operation)
    {
        var rules = Settings.Rules(Settings.Rule("*", "orders", operation));

        rules.Allows(Somebody, "orders", TopicOperation.Describe).ShouldBeTrue();
        Enum.GetValues<TopicOperation>().Count(other => rules.Allows(Somebody, "orders", other)).ShouldBe(2);
    }

    [Fact]
    public void ObjectId_ShouldBeTaken_InCapitals() =>
        Settings.Rules(Settings.Rule("oid:" + Id.ToUpperInvariant(), "*", "*")).Allows(Somebody, "orders", TopicOperation.Delete).ShouldBeTrue();

    [Fact]
    public void Asking_ShouldAllocateNothing_WithManyRules()
    {
        var caller = Somebody with { Groups = Enumerable.Range(0, 200).Select(_ => Guid.NewGuid().ToString()).ToHashSet() };
        var rules = Settings.Rules([.. Enumerable.Range(0, 1000).Select(i => Settings.Rule($"group:{Guid.NewGuid()} role:r{i}", $"t{i} p{i}.*", "read"))]);
        Ask();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Ask();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Ask()
        {
            for (var i = 0; i < 1000; i++)
            {
                rules.Allows(caller, "p500.orders", TopicOperation.Read);
                rules.Allows(caller, "t7", TopicOperation.Write);
            }
        }
    }

    private static void Check(NaiveRule[] rules, RuleSet compiled, Caller caller, string topic, TopicOperation operation)
    {
        var principals = PrincipalsOf(caller);
        var expected = NaiveRule.Allow(rules, principals, topic, Word(operation));
        compiled.Allows(caller, topic, operation).ShouldBe(expected);
        TopicPolicy.Decide(compiled, caller, topic, operation).ShouldBe(
            expected ? TopicDecision.Allowed
            : operation == TopicOperation.Create || NaiveRule.Allow(rules, principals, topic, "describe") ? TopicDecision.Forbidden
            : TopicDecision.Hidden);

        // The rule that decides is the first that allows it alone.
        var first = Array.FindIndex(rules, rule => NaiveRule.Allow([rule], principals, topic, Word(operation)));
        (compiled.Find(caller, topic, operation)?.Number ?? -1).ShouldBe(first);
    }

    private static string[] PrincipalsOf(Caller caller) =>
    [
        $"oid:{caller.ObjectId}", $"appid:{caller.ApplicationId}", $"cert:{caller.CertificateName}",
        .. caller.Groups.Select(group => $"group:{group}"), .. caller.Roles.Select(role => $"role:{role}"),
    ];

    private static string Word(TopicOperation operation) => operation.ToString().ToLowerInvariant();
}
