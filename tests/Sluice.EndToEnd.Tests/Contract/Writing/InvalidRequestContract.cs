// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

public abstract class InvalidRequestContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Theory]
    [InlineData("[]", "")]
    [InlineData("\"records\"", "")]
    [InlineData("null", "")]
    [InlineData("7", "")]
    [InlineData("{}", "/records")]
    [InlineData("""{"records":null}""", "/records")]
    [InlineData("""{"records":{}}""", "/records")]
    [InlineData("""{"records":"value"}""", "/records")]
    [InlineData("""{"records":[]}""", "/records")]
    [InlineData("""{"records":[{"value":1}],"records":[{"value":1}]}""", "/records")]
    public Task Write_ShouldBeRefusedAndWriteNothing_WhenThereAreNoRecords(string body, string fault) => ShouldRefuseAsync(body, fault);

    [Theory]
    [InlineData("1", "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("\"value\"", "")]
    [InlineData("{}", "/value")]
    [InlineData("""{"key":"k"}""", "/value")]
    [InlineData("""{"value":1,"partition":"0"}""", "/partition")]
    [InlineData("""{"value":1,"partition":0.5}""", "/partition")]
    [InlineData("""{"value":1,"partition":-1}""", "/partition")]
    [InlineData("""{"value":1,"partition":2147483648}""", "/partition")]
    [InlineData("""{"value":1,"partition":true}""", "/partition")]
    [InlineData("""{"value":1,"partition":[0]}""", "/partition")]
    [InlineData("""{"value":1,"timestamp":"2026-01-01T00:00:00Z"}""", "/timestamp")]
    [InlineData("""{"value":1,"timestamp":1.5}""", "/timestamp")]
    [InlineData("""{"value":1,"timestamp":-1}""", "/timestamp")]
    [InlineData("""{"value":1,"timestamp":9223372036854775808}""", "/timestamp")]
    [InlineData("""{"value":1,"timestamp":{}}""", "/timestamp")]
    [InlineData("""{"value":1,"headers":{}}""", "/headers")]
    [InlineData("""{"value":1,"headers":"a"}""", "/headers")]
    [InlineData("""{"value":1,"headers":[1]}""", "/headers/0")]
    [InlineData("""{"value":1,"headers":[{"key":"a","value":""},[]]}""", "/headers/1")]
    [InlineData("""{"value":1,"headers":[{"value":"v"}]}""", "/headers/0/key")]
    [InlineData("""{"value":1,"headers":[{"key":null,"value":"v"}]}""", "/headers/0/key")]
    [InlineData("""{"value":1,"headers":[{"key":1,"value":"v"}]}""", "/headers/0/key")]
    public Task Write_ShouldBeRefusedAndWriteNothing_WhenARecordBreaksTheContract(string record, string fault) =>
        ShouldRefuseAsync($$"""{"records":[{"value":"first"},{{record}}]}""", "/records/1" + fault);

    [Theory]
    [InlineData("""{"value":1,"value":1}""", "/value")]
    [InlineData("""{"value":1,"v\u0061lue":2}""", "/value")]
    [InlineData("""{"key":1,"value":1,"key":2}""", "/key")]
    [InlineData("""{"partition":0,"value":1,"partition":0}""", "/partition")]
    [InlineData("""{"value":1,"timestamp":1,"timestamp":1}""", "/timestamp")]
    [InlineData("""{"value":1,"headers":[],"headers":[]}""", "/headers")]
    [InlineData("""{"value":1,"headers":[{"key":"a","key":"b","value":""}]}""", "/headers/0/key")]
    [InlineData("""{"value":1,"headers":[{"key":"a","value":"","value":""}]}""", "/headers/0/value")]
    public Task Write_ShouldBeRefusedAndWriteNothing_WhenANameComesTwice(string record, string fault) =>
        ShouldRefuseAsync($$"""{"records":[{"value":"first"},{{record}}]}""", "/records/1" + fault);

    [Theory]
    [InlineData("""{"value":"\ud800"}""", "/value")]
    [InlineData("""{"value":"a\udc00b"}""", "/value")]
    [InlineData("""{"value":"\udc00\ud800"}""", "/value")]
    [InlineData("""{"value":"\ud83d\u0041"}""", "/value")]
    [InlineData("""{"key":"\ud800","value":1}""", "/key")]
    [InlineData("""{"value":1,"headers":[{"key":"\ud800","value":""}]}""", "/headers/0/key")]
    [InlineData("""{"value":1,"headers":[{"key":"","value":"\ud800"}]}""", "/headers/0/value")]
    public Task Write_ShouldBeRefusedAndWriteNothing_WhenASurrogateIsAlone(string record, string fault) =>
        ShouldRefuseAsync($$"""{"records":[{"value":"first"},{{record}}]}""", "/records/1" + fault);

    [Theory]
    [InlineData("""{"value":1,"valeu":2}""", "/valeu")]
    [InlineData("""{"value":1,"a/b~":2}""", "/a~1b~0")]
    [InlineData("""{"value":1,"headers":[{"key":"a","value":"","type":1}]}""", "/headers/0/type")]
    public Task Write_ShouldBeRefusedAndWriteNothing_WhenAMemberIsUnknown(string record, string fault) =>
        ShouldRefuseAsync($$"""{"records":[{"value":"first"},{{record}}]}""", "/records/1" + fault);

    [Fact]
    public Task Write_ShouldBeRefusedAndWriteNothing_WhenNamesAreInOtherLetters() =>
        ShouldRefuseAsync("""{"Records":[{"value":"first"}]}""", "/Records", "/records");

    [Fact]
    public Task Write_ShouldBeRefusedAndWriteNothing_WhenAHeadersKeyCannotBeKept() =>
        // The native client ends a header's key at U+0000.
        ShouldRefuseAsync(
            """{"records":[{"value":"first"},{"value":1,"headers":[{"key":"a\u0000b","value":""}]}]}""", "/records/1/headers/0/key");

    [Fact]
    public Task Write_ShouldNameEveryFault_WhenThereAreSeveral() => ShouldRefuseAsync(
        """
        {"records":[{"value":"good"},{"key":"k","partition":"x","timestamp":1.5},{"value":"good"},7,
         {"value":1,"headers":[{"key":"ok","value":""},{"value":""}]},{"value":"\ud800"}]}
        """,
        "/records/1/value",
        "/records/1/partition",
        "/records/1/timestamp",
        "/records/3",
        "/records/4/headers/1/key",
        "/records/5/value");

    [Fact]
    public async Task Write_ShouldPointIntoTheHundreds()
    {
        var records = string.Join(',', Enumerable.Range(0, 300).Select(number => number == 250 ? "{}" : """{"value":1}"""));

        await ShouldRefuseAsync($$"""{"records":[{{records}}]}""", "/records/250/value");
    }

    private async Task<JsonElement> ShouldRefuseAsync(string body, params string[] pointers)
    {
        var topic = await Client.CreateTopicAsync();

        var problem = await Client.PostAsync(topic, body).ShouldBeProblemAsync("invalid-request");

        problem.ShouldPointTo(pointers);
        (await Client.GetOffsetsAsync(topic)).Latest.ShouldBe(0);
        return problem;
    }
}
