// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Http;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Tests.Http;

public sealed class StubRulesTests
{
    private static readonly StubRequest Request = new() { Method = "GET", Path = "/", Candidate = HttpBody.Read("GET /", [], []), ArrivedAt = default, CaseId = "c1" };

    [Fact]
    public void Rules_ShouldAnswerSoOften_HoweverManyAskAtOnce()
    {
        var rules = new StubRules(id: null);
        rules.Add(new StubRule { Name = "others", CaseId = "c1" });
        rules.Add(new StubRule { Name = "counted", CaseId = "c1", Times = 50_000 });
        var counted = 0;

        Parallel.For(0, 100_000, _ =>
        {
            if (rules.Take(Request).Rule!.Name == "counted")
            {
                Interlocked.Increment(ref counted);
            }
        });

        counted.ShouldBe(50_000);
    }

    [Fact]
    public void Rules_ShouldGoOneByOne_WhenTheirCasesEnd()
    {
        var rules = new StubRules(Selector.Parse("$.id"));
        var one = rules.Add(new StubRule { Name = "one", CaseId = "c1" });
        var two = rules.Add(new StubRule { Name = "two", CaseId = "c1" });

        rules.Take(Request).Rule!.Name.ShouldBe("two");
        two.Dispose();
        two.Dispose();
        rules.Take(Request).Rule!.Name.ShouldBe("one");
        one.Dispose();
        var (rule, unmatched) = rules.Take(Request);
        rule.ShouldBeNull();
        unmatched.ShouldBeEmpty();
    }
}
