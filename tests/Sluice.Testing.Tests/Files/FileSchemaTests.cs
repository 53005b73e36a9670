// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Json.Schema;
using Sluice.Testing.Cases;
using Sluice.Testing.Files;

namespace Sluice.Testing.Tests.Files;

/// <summary>The schemas say what the readers read.</summary>
public sealed class FileSchemaTests : IDisposable
{
    private const string Pipeline = """
        kafka: { main: { bootstrap: "b:1" } }
        endpoints:
          t: { topic: t }
          c: { collection: c, connection: "sqlite:x" }
          h: { http: "http://localhost:1" }
          s: { http: "http://localhost:2", stub: true }
        services: { S: { in: [t], group: g } }
        faults: allowed
        """;

    private static readonly string Samples = Path.Combine(FindRoot(), "samples", "orders-pipeline");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-schema-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Samples_ShouldBeValid()
    {
        Validate(FileSchemas.Pipeline, Path.Combine(Samples, "pipeline.yaml")).ShouldBeTrue();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Samples, "cases"), "*.case.yaml"))
        {
            Validate(FileSchemas.Case, file).ShouldBeTrue(file);
        }
    }

    [Theory]
    [InlineData("steps: []")]
    [InlineData("steps: [ { expct: a } ]")]
    [InlineData("steps: [ { expect: a, mach: {} } ]")]
    [InlineData("steps: [ { expect: a, within: soon } ]")]
    [InlineData("name: x")]
    public void Case_ShouldBeInvalid_WhenItIsWrong(string text) => Evaluate(FileSchemas.Case, YamlFile.Parse("x", text)).ShouldBeFalse();

    // A reader that meets an unknown key names those that it knows.
    [Theory]
    [InlineData("send: t, value: 1", "send")]
    [InlineData("send: c, value: 1", "send")]
    [InlineData("send: h, value: 1", "send")]
    [InlineData("expect: t", "expect")]
    [InlineData("expect: c", "expect")]
    [InlineData("expect: h", "expect")]
    [InlineData("settle: S", "settle")]
    [InlineData("stub: s", "stub")]
    public async Task Step_ShouldHaveTheKeysThatItsReaderKnows(string step, string verb)
    {
        var known = await KnownAsync($"steps:\n- {{ {step}, zzzzzzzzzz: 1 }}", Pipeline);
        var step0 = JsonNode.Parse(FileSchemas.Case)!["properties"]!["steps"]!["items"]!["oneOf"]!.AsArray().Single(one => one!["properties"]!.AsObject().ContainsKey(verb))!;

        // What a reader asks for to find the verb is no key of the step.
        string[] verbs = ["send", "expect", "settle", "stub", "fault"];
        string[] keys = [.. known.Where(key => key == verb || (!verbs.Contains(key) && !(key == "set" && verb != "expect")))];
        keys.Except(step0["properties"]!.AsObject().Select(field => field.Key)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_ShouldHaveTheKeysThatTheirReadersKnow()
    {
        (await KnownAsync("steps: [ { send: t, value: 1 } ]\nzzzzzzzzzz: 1", Pipeline)).ShouldBe(Keys(JsonNode.Parse(FileSchemas.Case)!), ignoreOrder: true);
        var pipeline = JsonNode.Parse(FileSchemas.Pipeline)!;
        (await KnownAsync(null, Pipeline + "\nzzzzzzzzzz: 1")).ShouldBe(Keys(pipeline), ignoreOrder: true);
        (await KnownAsync(null, "endpoints: {}\nkafka: { main: { bootstrap: x, zzzzzzzzzz: 1 } }")).ShouldBe(Keys(pipeline["properties"]!["kafka"]!["additionalProperties"]!), ignoreOrder: true);
        (await KnownAsync(null, "endpoints: {}\nkafka: { main: { bootstrap: x, security: { zzzzzzzzzz: 1 } } }"))
            .ShouldBe(Keys(pipeline["properties"]!["kafka"]!["additionalProperties"]!["properties"]!["security"]!), ignoreOrder: true);
        (await KnownAsync(null, "endpoints: {}\nservices: { A: { zzzzzzzzzz: 1 } }")).ShouldBe(Keys(pipeline["properties"]!["services"]!["additionalProperties"]!), ignoreOrder: true);
        string[] kinds = ["topic", "collection", "index", "http"];
        foreach (var (kind, rest) in new[] { ("topic", "topic: t"), ("collection", "collection: c, connection: x"), ("index", "index: c, connection: x"), ("http", "http: x") })
        {
            var schema = pipeline["properties"]!["endpoints"]!["additionalProperties"]!["oneOf"]!.AsArray().Single(one => one!["properties"]!.AsObject().ContainsKey(kind))!;
            var known = await KnownAsync(null, $"kafka: {{ main: {{ bootstrap: x }} }}\nendpoints: {{ e: {{ {rest}, zzzzzzzzzz: 1 }} }}");
            known.Where(key => key == kind || !kinds.Contains(key)).ShouldBe(Keys(schema), ignoreOrder: true, kind);
        }
    }

    private static IEnumerable<string> Keys(JsonNode schema) => schema["properties"]!.AsObject().Select(field => field.Key);

    private static bool Validate(string schema, string file) => Evaluate(schema, YamlFile.Parse(file, File.ReadAllText(file)));

    private static bool Evaluate(string schema, FileNode file) => JsonSchema.FromText(schema).Evaluate(file.ToJson()).IsValid;

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    private async Task<string[]> KnownAsync(string? text, string pipeline)
    {
        var (first, second) = (Path.Combine(_folder.FullName, "pipeline.yaml"), Path.Combine(_folder.FullName, "one.case.yaml"));
        await File.WriteAllTextAsync(first, pipeline, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(second, text ?? "", TestContext.Current.CancellationToken);
        var faults = await TestRun.LintAsync(first, text is null ? [] : [second], TestContext.Current.CancellationToken);
        var message = faults.Single(fault => fault.Message.StartsWith("unknown key \"zzzzzzzzzz\": there are ", StringComparison.Ordinal)).Message;
        return message["unknown key \"zzzzzzzzzz\": there are ".Length..].TrimEnd('.').Split(", ");
    }
}
