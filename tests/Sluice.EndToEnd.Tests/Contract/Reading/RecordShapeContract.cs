// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Reading;

public abstract class RecordShapeContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Answer_ShouldHoldTheRecordInFull()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);
        await Client.WriteAsync(
            topic, """{"key":"k","value":"v","partition":1,"timestamp":1700000000000,"headers":[{"key":"h","value":"x"}]}""");

        var page = await Client.ReadAsync(topic, 0, partition: 1);

        page.Body.GetRawText().ShouldBe(
            "{\"records\":[{\"key\":\"k\",\"value\":\"v\",\"partition\":1,\"offset\":0,\"timestamp\":1700000000000,"
            + "\"timestampType\":\"CreateTime\",\"headers\":[{\"key\":\"h\",\"value\":\"x\"}]}]}");
    }

    [Fact]
    public async Task Answer_ShouldLeaveOutHeadersAndEncodings_WhenThereAreNone()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "\"v\"");

        var record = (await Client.ReadAsync(topic, 0)).Records[0];

        record.MemberNames().ShouldBe(["key", "value", "partition", "offset", "timestamp", "timestampType"]);
        record.GetProperty("key").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task NextOffset_ShouldBeAHeaderOfItsOwn_AtTheEndToo()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1");

        foreach (var offset in new[] { "0", "1", "latest" })
        {
            using var response = await Client.GetRecordsAsync(topic, 0, offset);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            response.Headers.GetValues("NextOffset").ShouldBe(["1"]);
        }
    }

    [Fact]
    public async Task Answer_ShouldNeverBeKeptByCaches_AnErrorNeither()
    {
        var topic = await Client.CreateTopicAsync();

        using var response = await Client.GetRecordsAsync(topic, 0, "0");
        using var error = await Client.GetRecordsAsync($"{topic}-absent", 0, "0");

        response.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
        error.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        error.Headers.CacheControl.ShouldNotBeNull().NoStore.ShouldBeTrue();
    }
}
