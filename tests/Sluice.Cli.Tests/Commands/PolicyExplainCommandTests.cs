// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Cli.Tests.Running;

namespace Sluice.Cli.Tests.Commands;

public sealed class PolicyExplainCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("policy-").FullName;

    [Fact]
    public async Task Explain_ShouldShowTheRuleWithTheLowestNumber()
    {
        var result = await ExplainAsync(
            """[{"Principals":["role:b"],"Topics":["*"],"Operations":["*"]},{"Principals":["role:a"],"Topics":["orders"],"Operations":["read"]},{"Principals":["*"],"Topics":["o*"],"Operations":["*"]}]""",
            "--principal", "role:a", "--topic", "orders", "--operation", "read");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.ShouldStartWith("allowed by Security:Policies:Rules:1\n  principals  role:a\n");
    }

    [Theory]
    [InlineData("orders", "read", 0, 200, 0)]
    [InlineData("orders", "write", 1, 403, 0)]
    [InlineData("pay", "write", 1, 404, null)]
    [InlineData("pay", "create", 1, 403, null)]
    public async Task Explain_ShouldSayWhatTheServerAnswers_AsJson(string topic, string operation, int exitCode, int status, int? rule)
    {
        var result = await ExplainAsync(
            """[{"Principals":["*"],"Topics":["orders"],"Operations":["read"]}]""",
            "--principal", "role:a", "--topic", topic, "--operation", operation, "--output", "json");

        var json = JsonElement.Parse(result.Output);
        result.ExitCode.ShouldBe(exitCode, result.Error);
        json.GetProperty("allowed").GetBoolean().ShouldBe(exitCode == 0);
        json.GetProperty("status").GetInt32().ShouldBe(status);
        json.GetProperty("rules").GetInt32().ShouldBe(1);
        var found = json.GetProperty("rule");
        (found.ValueKind == JsonValueKind.Null ? (int?)null : found.GetProperty("number").GetInt32()).ShouldBe(rule);
    }

    [Fact]
    public async Task Explain_ShouldAllowEverything_WithoutRules()
    {
        var result = await ExplainAsync("[]", "--principal", "role:a", "--topic", "orders", "--operation", "delete");

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldStartWith("allowed: there are no topic rules");
    }

    [Fact]
    public async Task Explain_ShouldNotice_ThatTheCallerDoesNotComeIn()
    {
        const string Group = "3b2e4f9c-6a51-4c0d-9c39-1f9d2f0c7a10";
        var file = Write($$"""{"Security":{"Groups":{"Allowed":["{{Group}}"] } } }""");

        (await InProcess.RunAsync(Question(file, "role:a"))).Error.ShouldContain("Security:Groups:Allowed");
        (await InProcess.RunAsync(Question(file, "group:" + Group))).Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("roel:a", "orders", "read", "\"roel:a\" is no principal: give oid:…")]
    [InlineData("role:a", "or/ders", "read", "\"or/ders\" is no topic name")]
    [InlineData("role:a", "orders", "raed", "\"raed\" is no operation: give describe, read, write, create, delete; did you mean \"read\"?")]
    [InlineData("role:a", "orders", "*", "\"*\" is no operation")]
    public async Task Explain_ShouldRefuseAQuestion_ThatCanHaveNoAnswer(string principal, string topic, string operation, string expected)
    {
        var result = await ExplainAsync("[]", "--principal", principal, "--topic", topic, "--operation", operation);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldStartWith("sluice: " + expected);
        result.Error.Trim().ShouldNotContain('\n');
    }

    [Fact]
    public async Task Explain_ShouldNameAWrongRule()
    {
        var result = await ExplainAsync(
            """[{"Principals":["*"],"Topics":["*"],"Operations":["raed"]}]""", "--principal", "role:a", "--topic", "orders", "--operation", "read");

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldBe(
            "sluice: Security:Policies:Rules:0:Operations:0 is \"raed\": give describe, read, write, create, delete, *; did you mean \"read\"?\n");
    }

    [Fact]
    public async Task Explain_ShouldNameAFile_ThatIsNoJson()
    {
        var result = await InProcess.RunAsync(Question(Write("{"), "role:a"));

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain("gateway.json cannot be read");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Question(string file, string principal) =>
        ["policy", "explain", "--principal", principal, "--topic", "orders", "--operation", "read", "--config", file];

    private Task<CliResult> ExplainAsync(string rules, params string[] question) =>
        InProcess.RunAsync(["policy", "explain", "--config", Write($$"""{"Security":{"Policies":{"Rules":{{rules}} } } }"""), .. question]);

    private string Write(string text)
    {
        var file = Path.Combine(_folder, "gateway.json");
        File.WriteAllText(file, text);
        return file;
    }
}
