// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Records;

namespace Sluice.Core.Tests.Writing;

public sealed class PlacementTests
{
    private const int Partitions = 7;

    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void Murmur2_ShouldBeThatOfKafka(string key, int hash) => ((int)Murmur2.Hash(Encoding.UTF8.GetBytes(key))).ShouldBe(hash);

    [Fact]
    public async Task WriteAsync_ShouldPlaceKeysAsJavaProducersDo()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(Partitions);
        byte[][] keys = [[], .. Enumerable.Range(0, 500).Select(i => Encoding.UTF8.GetBytes($"key-{i}"))];

        var results = await kafka.WriteAsync(topic, [.. keys.Select(key => new NewRecord { Key = key })]);

        results.Select(result => result.Partition).ShouldBe(keys.Select(key => Murmur2.PartitionOf(key, Partitions)));
    }

    [Fact]
    public async Task WriteAsync_ShouldPreferTheNamedPartition_ToTheKeys()
    {
        await using var kafka = new WriterFixture();
        var topic = kafka.CreateTopic(Partitions);

        var results = await kafka.WriteAsync(topic, [.. Enumerable.Range(0, Partitions).Select(partition => new NewRecord { Key = "k"u8.ToArray(), Partition = partition })]);

        results.Select(result => result.Partition).ShouldBe(Enumerable.Range(0, Partitions));
    }
}
