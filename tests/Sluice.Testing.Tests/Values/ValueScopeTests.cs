// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sluice.Testing.Values;

namespace Sluice.Testing.Tests.Values;

public sealed class ValueScopeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sluice-values-");
    private readonly SecretMask _secrets = new();
    private readonly ValueScope _scope;

    public ValueScopeTests()
    {
        var variables = new Dictionary<string, string> { ["HOST"] = "kafka:9092", ["PASSWORD"] = "p\"ä ss", ["TOKEN_FILE"] = "token" };
        File.WriteAllText(Path.Combine(_folder.FullName, "token"), "from-file\n");
        File.WriteAllText(Path.Combine(_folder.FullName, "body.json"), """{"a":1}""");
        var sources = new ValueSources(_folder.FullName, _secrets, new FakeTimeProvider(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), variables.GetValueOrDefault);
        _scope = new ValueScope(sources).With("id", "7f3c").With("total", 12.50m).With("order", JsonNode.Parse("""{"customer":{"id":5}}""")).With("none", null);
    }

    [Theory]
    [InlineData("\"${id}\"", "\"7f3c\"")]
    [InlineData("\"${ id }\"", "\"7f3c\"")]
    [InlineData("\"order-${id}!\"", "\"order-7f3c!\"")]
    [InlineData("\"${total}\"", "12.50")]
    [InlineData("\"${total} EUR\"", "\"12.50 EUR\"")]
    [InlineData("\"${order.customer.id}\"", "5")]
    [InlineData("\"${order}\"", """{"customer":{"id":5}}""")]
    [InlineData("\"${none}\"", "null")]
    [InlineData("\"$${id} costs $5\"", "\"${id} costs $5\"")]
    [InlineData("\"${env:HOST}\"", "\"kafka:9092\"")]
    [InlineData("\"${secret:TOKEN}\"", "\"from-file\"")]
    [InlineData("\"${now}\"", "\"2026-01-02T03:04:05.000Z\"")]
    [InlineData("\"${now+5m}\"", "\"2026-01-02T03:09:05.000Z\"")]
    [InlineData("\"${now - 1h}\"", "\"2026-01-02T02:04:05.000Z\"")]
    [InlineData("""{"${id}":["${total}",{"a":"x${id}"}],"b":true}""", """{"7f3c":[12.50,{"a":"x7f3c"}],"b":true}""")]
    public void Resolve_ShouldPutValuesIn(string template, string expected) =>
        (_scope.Resolve(JsonNode.Parse(template))?.ToJsonString() ?? "null").ShouldBe(expected);

    [Fact]
    public void Resolve_ShouldReadFilesAndMakeIds()
    {
        _scope.ResolveText("${file:body.json}").ShouldBe("""{"a":1}""");
        Guid.TryParse(_scope.ResolveText("${uuid}"), out _).ShouldBeTrue();
        _scope.ResolveText("${uuid}").ShouldNotBe(_scope.ResolveText("${uuid}"));
    }

    [Theory]
    [InlineData("${totl}", "${totl} has no value here: did you mean ${total}?")]
    [InlineData("${customerIdentity}", "${customerIdentity} has no value here. There are id, total, order, none, uuid, now, env:NAME, secret:NAME and file:PATH.")]
    [InlineData("${order.customer.name}", "${order.customer.name} has no value: order has no \"name\".")]
    [InlineData("${env:NOBODY}", "${env:NOBODY} has no value: set the environment variable NOBODY.")]
    [InlineData("${secret:NOBODY}", "${secret:NOBODY} has no value: set the environment variable NOBODY, or NOBODY_FILE to a file that holds it.")]
    [InlineData("${now+soon}", "${now+soon} has no value: behind now stands + or - and a time such as 500ms, 10s, 1.5m or 1h.")]
    [InlineData("a ${id", "\"a ${id\" has ${ without }: write $${ for the text ${.")]
    public void Fault_ShouldSayWhatIsMissingAndWhere(string template, string message)
    {
        var fault = Should.Throw<ValueException>(() => _scope.Resolve(new JsonObject { ["a"] = new JsonArray("x", template) }));

        fault.Message.ShouldBe(message);
        fault.Path.ShouldBe(["a", "1"]);
    }

    [Fact]
    public void Fault_ShouldNameTheFile_WhenItIsNotThere() =>
        Should.Throw<ValueException>(() => _scope.ResolveText("${file:gone.json}")).Message.ShouldStartWith("${file:gone.json} has no value: gone.json cannot be read: ");

    [Fact]
    public void Mask_ShouldHideEverySecretThatWasRead_InAnyForm()
    {
        var secret = _scope.ResolveText("${secret:PASSWORD}");
        var shown = string.Join(' ', secret, new JsonObject { ["p"] = secret }.ToJsonString(), Uri.EscapeDataString(secret),
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(secret)), "kafka:9092");

        _secrets.Hide(shown).ShouldBe("""*** {"p":"***"} *** *** kafka:9092""");
    }

    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("10", null)]
    [InlineData("-1s", null)]
    [InlineData("9999999h", null)]
    public void Duration_ShouldBeReadInItsUnit(string text, int? milliseconds) =>
        (Duration.Parse(text)?.TotalMilliseconds).ShouldBe(milliseconds);

    [Theory]
    [InlineData("1500ms")]
    [InlineData("10s")]
    [InlineData("90s")]
    [InlineData("2h")]
    public void Duration_ShouldBeShownAsItIsWritten(string text) => Duration.Show(Duration.Parse(text)!.Value).ShouldBe(text);

    public void Dispose() => _folder.Delete(recursive: true);
}
