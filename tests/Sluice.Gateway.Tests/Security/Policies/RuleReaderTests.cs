// SPDX-License-Identifier: Apache-2.0

using Microsoft.Extensions.Options;

namespace Sluice.Gateway.Tests.Security.Policies;

public sealed class RuleReaderTests
{
    private const string Good = """{"Principals":["*"],"Topics":["*"],"Operations":["read"]}""";

    [Theory]
    [InlineData("""{"Principals":["*"],"Topics":["*"],"Operations":["raed"]}""", "Rules:1:Operations:0 is \"raed\": give describe, read, write, create, delete, *; did you mean \"read\"?")]
    [InlineData("""{"Principals":["*"],"Topics":["*"],"Operations":["drop"]}""", "Rules:1:Operations:0 is \"drop\": give describe, read, write, create, delete, *.")]
    [InlineData("""{"Principals":["*"],"Topic":["*"],"Topics":["*"],"Operations":["read"]}""", "Rules:1:Topic is unknown")]
    [InlineData("""{"Principals":["*"],"Topic":["*"],"Operations":["read"]}""", "did you mean \"Topics\"?")]
    [InlineData("""{"Principals":["*"],"Topic":["*"],"Operations":["read"]}""", "Rules:1:Topics is missing")]
    [InlineData("""{"Principals":["*"],"Topics":["*"],"Operations":["read"],"Deny":true}""", "Rules:1:Deny is unknown: a rule is")]
    [InlineData("""{"Principals":["everybody"],"Topics":["*"],"Operations":["read"]}""", "Rules:1:Principals:0 is \"everybody\": give oid:…, appid:…, group:…, role:…, cert:… or *.")]
    [InlineData("""{"Principals":["oid:me"],"Topics":["*"],"Operations":["read"]}""", "Rules:1:Principals:0 is \"oid:me\": an object id is")]
    [InlineData("""{"Principals":["role:"],"Topics":["*"],"Operations":["read"]}""", "Rules:1:Principals:0 is \"role:\": there is no name")]
    [InlineData("""{"Principals":["*"],"Topics":["sa*les"],"Operations":["read"]}""", "Rules:1:Topics:0 is \"sa*les\": a * stands at the end alone")]
    [InlineData("""{"Principals":["*"],"Topics":["a/b"],"Operations":["read"]}""", "Rules:1:Topics:0 is \"a/b\": no topic can be called so")]
    [InlineData("""{"Principals":["*"],"Topics":[""],"Operations":["read"]}""", "Rules:1:Topics:0 is empty")]
    [InlineData("""{"Principals":["*"],"Topics":[],"Operations":["read"]}""", "Rules:1:Topics is missing")]
    [InlineData("""{"Principals":["*"],"Topics":null,"Operations":["read"]}""", "Rules:1:Topics is missing")]
    [InlineData("""{"Principals":["*"],"Topics":"orders","Operations":["read"]}""", "Rules:1:Topics is \"orders\": give a list, in square brackets: [\"orders\"].")]
    [InlineData("""{"Principals":["*"],"Topics":[["orders"]],"Operations":["read"]}""", "Rules:1:Topics:0 is empty or no text")]
    [InlineData("""{}""", "Rules:1:Principals is missing")]
    [InlineData("""null""", "Rules:1:Principals is missing")]
    [InlineData("\"read\"", "Rules:1 is \"read\": a rule is")]
    public void WrongRule_ShouldBeRefused_ByItsFullName(string rule, string expected)
    {
        var failure = Should.Throw<OptionsValidationException>(() => Settings.Rules(Good, rule));

        failure.Failures.ShouldContain(fault => fault.Contains(expected, StringComparison.Ordinal), failure.Message);
        failure.Failures.ShouldAllBe(fault => fault.StartsWith("Security:Policies:Rules:1", StringComparison.Ordinal), failure.Message);
    }

    [Theory]
    [InlineData("""{"Rules":{"Principals":["*"],"Topics":["*"],"Operations":["read"]}}""", "Security:Policies:Rules:Principals has no number")]
    [InlineData("""{"Rules":"*"}""", "Security:Policies:Rules is \"*\": give a list of rules")]
    [InlineData("""{"Rule":[{"Principals":["*"],"Topics":["*"],"Operations":["read"]}]}""", "Security:Policies:Rule is unknown")]
    public void WrongList_ShouldBeRefused_ByItsFullName(string policies, string expected) =>
        Should.Throw<OptionsValidationException>(() => Settings.Load($$"""{"Security":{"Policies":{{policies}} } }""")).Message.ShouldContain(expected);

    [Fact]
    public void EveryFault_ShouldBeTold_AtOnce()
    {
        var failure = Should.Throw<OptionsValidationException>(() => Settings.Load("""
            {"Security":{"Groups":{"Allowed":"one"},"Policies":{"Rules":[
              {"Principals":["x"],"Topics":["*y"],"Operations":["z"]}, {"Principals":["*"],"Topics":["*"],"Operations":["reed"]}]}}}
            """));

        failure.Failures.Count().ShouldBe(5);
        failure.Message.ShouldContain("Security:Groups:Allowed is \"one\": give a list");
    }

    [Fact]
    public void Words_ShouldBeTaken_InAnyCase()
    {
        var rules = Settings.Load("""{"security":{"policies":{"rules":[{"principals":["ROLE:Reader"],"topics":["a"],"operations":["READ"]}]}}}""").Rules;

        rules.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Security":{"Policies":{}}}""")]
    [InlineData("""{"Security":{"Policies":{"Rules":[]}}}""")]
    [InlineData("""{"Security":{"Policies":{"Rules":null}}}""")]
    public void NoRules_ShouldBeNone(string json) => Settings.Load(json).Rules.Count.ShouldBe(0);
}
