// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;

namespace Sluice.EndToEnd.Tests.Contract.Reading;

public abstract class CountContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    [Fact]
    public async Task Read_ShouldGiveOneRecord_WhenNoCountIsGiven()
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, "1", "2", "3");

        var page = await Client.ReadAsync(topic, 1);

        page.Values.ShouldBe(["2"]);
        page.NextOffset.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(3, 0, 3)]
    [InlineData(7, 0, 7)]
    [InlineData(8, 0, 7)]
    [InlineData(1_000_000, 0, 7)]
    [InlineData(4, 5, 2)]
    public async Task Read_ShouldGiveAsManyAsCountOrAsThereAre(int count, int offset, int given)
    {
        var topic = await Client.CreateTopicAsync();
        await Client.WriteValuesAsync(topic, Enumerable.Range(0, 7).Select(number => $"{number}"));

        var page = await Client.ReadAsync(topic, offset, $"?count={count}");

        page.Offsets.ShouldBe(Enumerable.Range(offset, given).Select(number => (long)number));
        page.NextOffset.ShouldBe(offset + given);
    }

    [Theory]
    [InlineData("count=0")]
    [InlineData("count=-1")]
    [InlineData("count=")]
    [InlineData("count=two")]
    [InlineData("count=1.5")]
    [InlineData("count=1e3")]
    [InlineData("count=0x10")]
    [InlineData("count=99999999999999999999")]
    [InlineData("count=1&count=2")]
    [InlineData("max_bytes=0")]
    [InlineData("max_bytes=-1")]
    [InlineData("max_bytes=6000001")]
    [InlineData("max_bytes=many")]
    [InlineData("timeout=-1")]
    [InlineData("timeout=30001")]
    [InlineData("timeout=soon")]
    [InlineData("timeout=0.5")]
    [InlineData("format=avro")]
    [InlineData("format=")]
    [InlineData("format=JSON,binary")]
    public async Task Read_ShouldBeRefused_WhenAParameterIsNotWhatItMustBe(string query)
    {
        var topic = await Client.CreateTopicAsync();

        await Client.GetRecordsAsync(topic, 0, "0", $"?{query}").ShouldBeProblemAsync("invalid-parameter");
    }

    [Fact]
    public async Task Read_ShouldGiveEveryRecordOnce_WhenNextOffsetIsFollowed()
    {
        var topic = await Client.CreateTopicAsync();
        string?[] values = [.. Enumerable.Range(0, 100).Select(number => $"{number}")];
        await Client.WriteValuesAsync(topic, values!);

        var read = new List<string?>();
        var page = await Client.ReadAsync(topic, 0, "?count=7");
        for (; page.Records.Count > 0; page = await Client.ReadAsync(topic, page.NextOffset, "?count=7"))
        {
            read.AddRange(page.Values);
            page.NextOffset.ShouldBe(page.Offsets[^1] + 1);
        }

        read.ShouldBe(values);
        page.NextOffset.ShouldBe(100);
    }

    [Fact]
    public async Task MaxBytes_ShouldBoundTheAnswer_ByKeysValuesAndHeaders()
    {
        var topic = await Client.CreateTopicAsync();
        var (key, value, header) = (new string('k', 300), new string('v', 600), new string('x', 99));
        var record = $$"""{"key":"{{key}}","value":"{{value}}","headers":[{"key":"h","value":"{{header}}"}]}""";
        await Client.WriteAsync(topic, Enumerable.Repeat(record, 6));

        (await Client.ReadAsync(topic, 0, "?count=10&max_bytes=3000")).Offsets.ShouldBe([0, 1, 2]);
        (await Client.ReadAsync(topic, 0, "?count=10&max_bytes=2999")).Offsets.ShouldBe([0, 1]);
        (await Client.ReadAsync(topic, 0, "?count=2&max_bytes=3000")).Offsets.ShouldBe([0, 1]);
    }

    [Fact]
    public async Task MaxBytes_ShouldLetOneRecordThrough_HoweverLargeItIs()
    {
        var topic = await Client.CreateTopicAsync();
        var large = new string('x', 900_000);
        await Client.WriteValuesAsync(topic, $"\"{large}\"", "\"small\"", "\"smaller\"");

        var first = await Client.ReadAsync(topic, 0, "?count=10&max_bytes=1");
        var second = await Client.ReadAsync(topic, first.NextOffset, "?count=10&max_bytes=1");

        first.Values.ShouldBe([large]);
        second.Values.ShouldBe(["small"]);
        second.NextOffset.ShouldBe(2);
    }
}
