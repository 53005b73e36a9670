// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using CsCheck;
using Sluice.Testing.Files;
using Sluice.Testing.Tests.Stores;

namespace Sluice.Testing.Tests.Files;

public sealed class YamlFileTests
{
    [Theory]
    [InlineData("a: 1", """{"a":1}""")]
    [InlineData("a: '1'", """{"a":"1"}""")]
    [InlineData("a: !!str 1", """{"a":"1"}""")]
    [InlineData("a: 007", """{"a":7}""")]
    [InlineData("a: +12", """{"a":12}""")]
    [InlineData("a: 0x1F", """{"a":31}""")]
    [InlineData("a: 0o17", """{"a":15}""")]
    [InlineData("a: .5", """{"a":0.5}""")]
    [InlineData("a: -5.", """{"a":-5}""")]
    [InlineData("a: 12.50", """{"a":12.50}""")]
    [InlineData("a: 1e3", """{"a":1e3}""")]
    [InlineData("a: 12345678901234567890123456789.5", """{"a":12345678901234567890123456789.5}""")]
    [InlineData("a: no", """{"a":"no"}""")]
    [InlineData("a: 1_000", """{"a":"1_000"}""")]
    [InlineData("a: 10s", """{"a":"10s"}""")]
    [InlineData("a: 2026-01-01T00:00:00Z", """{"a":"2026-01-01T00:00:00Z"}""")]
    [InlineData("a: True", """{"a":true}""")]
    [InlineData("a: ~\nb:", """{"a":null,"b":null}""")]
    [InlineData("a: [1, {b: c}]", """{"a":[1,{"b":"c"}]}""")]
    [InlineData("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}", """{"x":{"a":1,"b":2},"y":{"b":3,"a":1}}""")]
    [InlineData("a: {\"<<\": 1, b: 2}", """{"a":{"<<":1,"b":2}}""")]
    [InlineData("a: |\n  one\n  two\n", """{"a":"one\ntwo\n"}""")]
    public void Value_ShouldBeWhatYamlsCoreSchemaSays(string yaml, string json) =>
        YamlFile.Parse("f.yaml", yaml).ToJson()!.ToJsonString().ShouldBe(JsonNode.Parse(json)!.ToJsonString());

    [Theory]
    [InlineData("", "f.yaml:1:1: the file is empty.")]
    [InlineData("- a", "f.yaml:1:1: the file is a mapping, with keys and values.")]
    [InlineData("a: 1\n---\nb: 2", "f.yaml:3:1: there is a second document in the file: one file is one document.")]
    [InlineData("a: 1\nb:\n  c: 1\n  c: 2", "f.yaml:4:3: the key c stands twice in this mapping.")]
    [InlineData("a: 1\n? [x]\n: y", "f.yaml:2:3: a key is a text.")]
    [InlineData("a: {<<: 5}", "f.yaml:1:9: << takes a mapping.")]
    [InlineData("a: *nobody", "f.yaml:1:4: *nobody names nothing: no &nobody stands before it.")]
    [InlineData("a: [*later]\nb: &later 1", "f.yaml:1:5: *later names nothing: no &later stands before it.")]
    [InlineData("a: &a [*a]", "f.yaml:1:8: *a stands inside of what it names.")]
    [InlineData("&a {b: *a}", "f.yaml:1:8: *a stands inside of what it names.")]
    [InlineData("? &a [*a]\n: y", "f.yaml:1:7: *a stands inside of what it names.")]
    [InlineData("a: &a {? *a : 1}", "f.yaml:1:10: *a stands inside of what it names.")]
    [InlineData(" : steps -  } steps", "f.yaml:2:1: there is no value here: does a bracket or a brace close what none has opened?")]
    [InlineData("a: 1\na: *a", "f.yaml:2:1: the key a stands twice in this mapping.")]
    public void Fault_ShouldSayWhereAndWhat(string yaml, string fault) =>
        Should.Throw<FileFaultsException>(() => YamlFile.Parse("f.yaml", yaml)).Message.ShouldBe(fault);

    [Theory]
    [InlineData("a: [1, 2")]
    [InlineData("a:\n\tb: 1")]
    [InlineData("a: 'x")]
    public void Fault_ShouldStandAtItsLine_WhenTheFileIsNoYaml(string yaml) =>
        Should.Throw<FileFaultsException>(() => YamlFile.Parse("f.yaml", yaml)).Faults.ShouldHaveSingleItem().Line.ShouldBeInRange(1, 2);

    [Fact]
    public void Fault_ShouldBeTold_WhenAliasesUnfoldWithoutMeasure()
    {
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
            + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Should.Throw<FileFaultsException>(() => YamlFile.Parse("f.yaml", bomb)).Message.ShouldContain("unfolds to more than");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Fault_ShouldBeTold_WhenItIsNestedWithoutMeasure(string opening) =>
        Should.Throw<FileFaultsException>(() => YamlFile.Parse("f.yaml", "a:\n  " + string.Concat(Enumerable.Repeat(opening, 1_000_000)))).Message.ShouldContain("nested deeper than 100");

    [Fact]
    public void Fault_ShouldBeTold_WhenAliasesNestWithoutMeasure()
    {
        var tower = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 200).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));

        Should.Throw<FileFaultsException>(() => YamlFile.Parse("f.yaml", tower)).Message.ShouldBe(
            "f.yaml:100:12: the file unfolds to more than 200000 values, or is nested deeper than 100.");
    }

    [Theory]
    [InlineData("? &k name\n: 1\nb: {? *k : 2}", """{"name":1,"b":{"name":2}}""")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x", """{"a":1,"b":2,"c":2}""")]
    [InlineData("x: &x {a: 1}\ny: &y {b: 2}\nz: {<<: [*x, *y], b: 3}", """{"x":{"a":1},"y":{"b":2},"z":{"b":3,"a":1}}""")]
    public void Alias_ShouldBringWhatStandsBefore(string yaml, string json) =>
        YamlFile.Parse("f.yaml", yaml).ToJson()!.ToJsonString().ShouldBe(json);

    [Fact]
    public async Task File_ShouldBeRefused_WhenItIsNotThereOrNoText()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, [0x61, 0x3A, 0x20, 0xFF], TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<FileFaultsException>(() => YamlFile.ReadAsync(file, TestContext.Current.CancellationToken)))
            .Message.ShouldBe($"{file}:1:1: the file is not UTF-8.");
        File.Delete(file);
        (await Should.ThrowAsync<FileFaultsException>(() => YamlFile.ReadAsync(file, TestContext.Current.CancellationToken)))
            .Message.ShouldStartWith($"{file}:1:1: cannot be read: ");
    }

    [Fact]
    public void Position_ShouldBeThatOfTheKeyOrItem()
    {
        var file = YamlFile.Parse("f.yaml", "steps:\n  - expect: orders\n    match:\n      a: { $in: 3 }\n");

        file.PositionOf(["steps", "0", "match", "a", "$in"]).ShouldBe(new(4, 12));
        file.PositionOf(["steps", "0", "match", "a", "nobody"]).ShouldBe(new(4, 7));
        file.PositionOf(["steps", "7"]).ShouldBe(new(1, 1));
    }

    // JSON is YAML.
    [Fact]
    public void Value_ShouldComeBack_WhenAnyJsonIsRead() => JsonGen.Object(JsonGen.Text(0), JsonGen.Number).Sample(value =>
        Sluice.Testing.Matching.Json.AreEqual(YamlFile.Parse("f.yaml", new JsonObject { ["a"] = value.DeepClone() }.ToJsonString()).ToJson()!["a"], value).ShouldBeTrue(value.ToJsonString()));
}
