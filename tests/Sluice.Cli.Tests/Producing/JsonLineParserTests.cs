// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Cli.Producing;

namespace Sluice.Cli.Tests.Producing;

public sealed class JsonLineParserTests
{
    private readonly JsonLineParser _parser = new();

    [Theory]
    [InlineData("{\"value\": \"a\\u00e9\\n\\\"\"}", "aé\n\"")]
    [InlineData("{\"value\": 1.50e3}", "1.50e3")]
    [InlineData("{\"value\": true}", "true")]
    [InlineData("{\"value\": \"\"}", "")]
    [InlineData("{\"value\": [ 1,\t{\"b\": null} ] }", "[ 1,\t{\"b\": null} ]")]
    [InlineData("{\"offset\": 3, \"timestampType\": \"CreateTime\", \"topic\": \"t\", \"value\": 0}", "0")]
    public void Value_ShouldBeTextOrExactCharacters(string line, string expected)
    {
        var parsed = Parse(line);

        parsed.Fault.ShouldBeNull();
        Encoding.UTF8.GetString(parsed.Record!.Value.Value!).ShouldBe(expected);
    }

    [Theory]
    [InlineData("[1]", "a record is a JSON object")]
    [InlineData("{}", "\"value\" is missing")]
    [InlineData("{\"vlaue\": 1}", "\"vlaue\" is no part of a record")]
    [InlineData("{\"value\": 1, \"value\": 2}", "\"value\" stands in it twice")]
    [InlineData("{\"value\": \"\\ud800\"}", "half of a surrogate pair")]
    [InlineData("{\"value\": 1} x", "it is not JSON")]
    [InlineData("{\"value\": 1", "it is not JSON")]
    [InlineData("{\"value\": 1, \"partition\": -1}", "\"partition\" is not a whole number")]
    [InlineData("{\"value\": 1, \"partition\": 1.5}", "\"partition\" is not a whole number")]
    [InlineData("{\"value\": 1, \"timestamp\": \"now\"}", "\"timestamp\" is not a whole number")]
    [InlineData("{\"value\": \"?\", \"value_encoding\": \"base64\"}", "\"value\" is not base64")]
    [InlineData("{\"value\": \"\", \"key_encoding\": \"hex\"}", "\"key_encoding\" is not \"base64\"")]
    [InlineData("{\"value\": 1, \"headers\": {\"a\": 1}}", "\"headers\" is not a list")]
    [InlineData("{\"value\": 1, \"headers\": [{\"key\": \"a\"}]}", "\"headers\" is not a list")]
    [InlineData("{\"value\": 1, \"headers\": [{\"key\": 1, \"value\": 2}]}", "\"headers\" is not a list")]
    public void Fault_ShouldSayWhatIsWrong(string line, string expected)
    {
        var parsed = Parse(line);

        parsed.Record.ShouldBeNull();
        parsed.Fault.ShouldNotBeNull().ShouldContain(expected);
    }

    [Fact]
    public void Fault_ShouldSaySo_WhenTheLineIsNotUtf8() =>
        _parser.Parse([.. "{\"value\": \""u8, 0xFF, .. "\"}"u8]).Fault.ShouldBe("it is not UTF-8");

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void Line_ShouldMeanNothing_WhenItIsEmpty(string line) => Parse(line).ShouldBe(default);

    [Fact]
    public void Line_ShouldBeRead_AfterAByteOrderMark() => Parse("\uFEFF{\"value\": 1}").Fault.ShouldBeNull();

    private ParsedLine Parse(string line) => _parser.Parse(Encoding.UTF8.GetBytes(line));
}
