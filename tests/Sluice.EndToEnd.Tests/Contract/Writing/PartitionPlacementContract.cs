// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Kafka;

namespace Sluice.EndToEnd.Tests.Contract.Writing;

public abstract class PartitionPlacementContract(GatewayFixture fixture) : GatewayContract(fixture)
{
    private const int Partitions = 7;

    [Fact]
    public async Task Key_ShouldDecideThePartition_AsJavaProducersDo()
    {
        var topic = await Client.CreateTopicAsync(Partitions);
        var keys = Enumerable.Range(0, 60).Select(number => $"customer-{number}").Concat(["", "a", "ключ", "🚀", " "]).ToList();

        var places = await Client.WriteAsync(topic, keys.Select(key => $$"""{"key":{{JsonSerializer.Serialize(key)}},"value":"v"}"""));

        places.Select(place => place.Partition).ShouldBe(keys.Select(key => Murmur2.PartitionOf(Encoding.UTF8.GetBytes(key), Partitions)));
    }

    [Theory]
    [InlineData("42")]
    [InlineData("4.20")]
    [InlineData("false")]
    [InlineData("""{"region":"north","id":7}""")]
    public async Task Key_ShouldDecideByItsStoredCharacters_WhenItIsNoString(string key)
    {
        var topic = await Client.CreateTopicAsync(Partitions);

        var places = await Client.WriteAsync(topic, $$"""{"key":{{key}},"value":"v"}""");

        places.ShouldHaveSingleItem().Partition.ShouldBe(Murmur2.PartitionOf(Encoding.UTF8.GetBytes(key), Partitions));
    }

    [Fact]
    public async Task Key_ShouldDecideByItsBytes_WhenTheFormatIsBinary()
    {
        var topic = await Client.CreateTopicAsync(Partitions);
        byte[] key = [0xff, 0x00, 0x80, 0x7f, 0xfe];

        var places = await Client.WriteInFormatAsync(topic, "?format=binary", $$"""{"key":"{{Convert.ToBase64String(key)}}","value":""}""");

        places.ShouldHaveSingleItem().Partition.ShouldBe(Murmur2.PartitionOf(key, Partitions));
    }

    [Fact]
    public async Task Partition_ShouldWinOverTheKey_WhenBothAreGiven()
    {
        var topic = await Client.CreateTopicAsync(Partitions);

        var places = await Client.WriteAsync(
            topic, Enumerable.Range(0, Partitions).Select(partition => $$"""{"key":"same","value":"v","partition":{{partition}}}"""));

        places.Select(place => place.Partition).ShouldBe(Enumerable.Range(0, Partitions));
    }

    [Fact]
    public async Task Record_ShouldFindAPartition_WhenItHasNeitherKeyNorPartition()
    {
        var topic = await Client.CreateTopicAsync(Partitions);

        var places = await Client.WriteAsync(topic, Enumerable.Range(0, 30).Select(number => $$"""{"value":{{number}}}"""));

        foreach (var partition in places.GroupBy(place => place.Partition))
        {
            partition.Key.ShouldBeInRange(0, Partitions - 1);
            partition.Select(place => place.Offset).ShouldBe(Enumerable.Range(0, partition.Count()).Select(offset => (long)offset));
        }
    }
}
