// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

public abstract class OffsetsContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Write_ShouldAnswerPartitionAndOffsetAlone()
    {
        var topic = await Client.CreateTopicAsync();

        using var response = await Client.PostAsync(topic, """{"records":[{"value":"a"},{"value":"b"}]}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(Cancellation))
            .ShouldBe("""{"offsets":[{"partition":0,"offset":0},{"partition":0,"offset":1}]}""");
    }

    [Fact]
    public async Task Offsets_ShouldFollowTheRequestsOrder_WhenPartitionsAreMixed()
    {
        var topic = await Client.CreateTopicAsync(partitions: 3);

        var places = await Client.WriteAsync(
            topic, Enumerable.Range(0, 6).Select(number => $$"""{"value":"v","partition":{{number * 2 % 3}}}"""));

        places.ShouldBe([new(0, 0), new(2, 0), new(1, 0), new(0, 1), new(2, 1), new(1, 1)]);
    }

    [Fact]
    public async Task Offsets_ShouldGoOn_RequestAfterRequest()
    {
        var topic = await Client.CreateTopicAsync();

        for (var request = 0; request < 4; request++)
        {
            var places = await Client.WriteValuesAsync(topic, "1", "2", "3");
            places.Select(place => place.Offset).ShouldBe([(3 * request), (3 * request) + 1, (3 * request) + 2]);
        }
    }

    [Fact]
    public async Task Records_ShouldKeepTheRequestsOrder_WhenThereAreMany()
    {
        var topic = await Client.CreateTopicAsync();
        var values = Enumerable.Range(0, 5_000).Select(number => $"{number}").ToList();

        var places = await Client.WriteValuesAsync(topic, values);

        places.Select(place => place.Offset).ShouldBe(Enumerable.Range(0, 5_000).Select(number => (long)number));
        (await Client.ReadAsync(topic, 0, "?count=10000")).Values.ShouldBe(values);
    }

    [Fact]
    public async Task Records_ShouldStandWhereTheAnswerSays_WhenManyWriteAtOnce()
    {
        var topic = await Client.CreateTopicAsync();

        var writers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async writer => (
            Writer: writer,
            Places: await Client.WriteValuesAsync(topic, Enumerable.Range(0, 5).Select(number => $"\"{writer}/{number}\"")))));

        var values = (await Client.ReadAsync(topic, 0, "?count=1000")).Values;
        values.Count.ShouldBe(200);
        foreach (var (writer, places) in writers)
        {
            places.Select(place => values[(int)place.Offset]).ShouldBe(Enumerable.Range(0, 5).Select(number => $"{writer}/{number}"));
            places.Select(place => place.Offset).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task Record_ShouldBeReadable_AsSoonAsItIsAnswered()
    {
        var topic = await Client.CreateTopicAsync();

        for (var offset = 0; offset < 30; offset++)
        {
            await Client.WriteValuesAsync(topic, $"{offset}");
            (await Client.ReadAsync(topic, offset)).Values.ShouldBe([$"{offset}"]);
        }
    }

    [Fact]
    public async Task Write_ShouldBeNotFoundAndWriteNothing_WhenOnePartitionDoesNotExist()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);

        await Client.PostAsync(topic, """{"records":[{"value":1,"partition":0},{"value":2,"partition":2},{"value":3,"partition":1}]}""")
            .ShouldBeProblemAsync("partition-not-found");

        (await Client.GetOffsetsAsync(topic, 0)).Latest.ShouldBe(0);
        (await Client.GetOffsetsAsync(topic, 1)).Latest.ShouldBe(0);
    }

    [Fact]
    public async Task Write_ShouldAnswerEachRecord_WhenOneOfThemIsTooLarge()
    {
        var topic = await Client.CreateTopicAsync(partitions: 2);
        var large = new string('x', 1_200_000);

        var problem = await Client.PostAsync(topic, $$"""
            {"records":[{"value":"before","partition":0},{"value":"{{large}}","partition":0},{"value":"after","partition":0},
             {"value":"other","partition":1}]}
            """).ShouldBeProblemAsync("record-too-large");

        var offsets = problem.GetProperty("offsets");
        offsets.GetArrayLength().ShouldBe(4);
        offsets[0].GetRawText().ShouldBe("""{"partition":0,"offset":0}""");
        offsets[2].GetRawText().ShouldBe("""{"partition":0,"offset":1}""");
        offsets[3].GetRawText().ShouldBe("""{"partition":1,"offset":0}""");
        ShouldBeRefused(offsets[1]);
        (await Client.ReadAsync(topic, 0, "?count=10")).Values.ShouldBe(["before", "after"]);
        (await Client.ReadAsync(topic, 0, "?count=10", partition: 1)).Values.ShouldBe(["other"]);
    }

    [Fact]
    public async Task Write_ShouldSucceed_WhenARecordIsJustUnderTheLimitOfEveryCluster()
    {
        var topic = await Client.CreateTopicAsync();
        var value = new string('x', 990_000);

        await Client.WriteValuesAsync(topic, $"\"{value}\"");

        (await Client.ReadAsync(topic, 0)).Values.ShouldBe([value]);
    }

    private static void ShouldBeRefused(JsonElement entry)
    {
        entry.MemberNames().ShouldBe(["error"]);
        var error = entry.GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("record-too-large");
        error.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        error.GetProperty("retryable").GetBoolean().ShouldBeFalse();
        error.GetProperty("outcome").GetString().ShouldBe("not-written");
    }
}
