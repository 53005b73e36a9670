// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Topics;
using Sluice.Gateway.Features.Topics;
using Sluice.Gateway.Http.Problems;
using Sluice.Gateway.Tests.Bodies;

namespace Sluice.Gateway.Tests.Features.Topics;

public sealed class TopicRequestReaderTests
{
    [Fact]
    public async Task Topic_ShouldBeRead_WithScalarsOfEveryKind()
    {
        var topic = await ReadAsync(
            """
            {"partition_count":3,"replication_factor":2,"topic_properties":
              {"retention.ms":604800000,"min.insync.replicas":"1","preallocate":true,"x":1.50,"unset":null}}
            """);

        topic.PartitionCount.ShouldBe(3);
        topic.ReplicationFactor.ShouldBe((short)2);
        topic.Properties.ShouldBe(new Dictionary<string, string>
        {
            ["retention.ms"] = "604800000",
            ["min.insync.replicas"] = "1",
            ["preallocate"] = "true",
            ["x"] = "1.50",
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData(" {\"partition_count\":null,\"replication_factor\":null,\"topic_properties\":null} ")]
    public async Task Topic_ShouldHaveTheClustersDefaults_WhenNothingIsSaid(string body)
    {
        var topic = await ReadAsync(body);

        topic.PartitionCount.ShouldBeNull();
        topic.ReplicationFactor.ShouldBeNull();
        topic.Properties.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("1", "")]
    [InlineData("""{"partitions":[1]}""", "/partitions")]
    [InlineData("""{"partition_count":"3"}""", "/partition_count")]
    [InlineData("""{"partition_count":2147483648}""", "/partition_count")]
    [InlineData("""{"partition_count":1,"partition_count":1}""", "/partition_count")]
    [InlineData("""{"replication_factor":32768}""", "/replication_factor")]
    [InlineData("""{"topic_properties":[]}""", "/topic_properties")]
    [InlineData("""{"topic_properties":{"a/b":{"c":1}}}""", "/topic_properties/a~1b")]
    [InlineData("""{"topic_properties":{"a":1,"a":2}}""", "/topic_properties/a")]
    [InlineData("""{"topic_properties":{"a":"\ud800"}}""", "/topic_properties/a")]
    public async Task Fault_ShouldBeNamed_ByItsPointer(string body, string place)
    {
        var problem = await Answers.ShouldFailAsync(() => ReadAsync(body), ErrorCatalogue.InvalidRequest);

        problem.Errors.Select(e => e.Key).ShouldBe([place]);
    }

    [Theory]
    [InlineData("{", "\"a#\":1,", 100)]
    [InlineData("{\"partition_count\":1,", "\"partition_count\":1,", 1)]
    [InlineData("{\"topic_properties\":{", "\"a#\":[],", 100)]
    [InlineData("{\"topic_properties\":{\"a\":1,", "\"a\":1,", 1)]
    public async Task Work_ShouldEndAtTheLimitOfFaults(string start, string fault, int places)
    {
        var body = Repeats.Bytes(start, fault, 200_000);

        var allocated = 0L;
        var problem = await Answers.ShouldFailAsync(
            () =>
            {
                // Counted before anything is awaited: what comes after may run on another thread, with another count.
                var before = GC.GetAllocatedBytesForCurrentThread();
                var reading = TopicRequestReader.ReadAsync("t", Pieces.Body(body, maxBytes: 1 << 24), TestContext.Current.CancellationToken);
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                return reading;
            },
            ErrorCatalogue.InvalidRequest);

        // The whole body is in memory before it is parsed, in buffers that grow; each fault by itself would take more than it has bytes.
        allocated.ShouldBeLessThan(5 * body.Length);
        problem.Detail.ShouldContain("100 faults or more");
        problem.Errors.Count.ShouldBe(places);
    }

    [Theory]
    [InlineData("""{"partition_count":0}""")]
    [InlineData("""{"partition_count":-1}""")]
    [InlineData("""{"replication_factor":0}""")]
    public async Task Count_ShouldBeRefusedAsATopics_WhenItIsBelowOne(string body)
    {
        await Answers.ShouldFailAsync(() => ReadAsync(body), ErrorCatalogue.InvalidTopic);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{},")]
    [InlineData("{\"partition_count\":1,}")]
    [InlineData(" ")]
    public async Task Body_ShouldBeMalformed_WhenItIsNotOneJsonText(string body)
    {
        await Answers.ShouldFailAsync(() => ReadAsync(body), ErrorCatalogue.MalformedJson);
    }

    [Fact]
    public async Task Body_ShouldBeMalformed_WhenItIsNotUtf8()
    {
        byte[] body = [.. "{\"topic_properties\":{\"a\":\""u8, 0xFF, .. "\"}}"u8];

        await Answers.ShouldFailAsync(
            () => TopicRequestReader.ReadAsync("t", Pieces.Body(body), TestContext.Current.CancellationToken),
            ErrorCatalogue.MalformedJson);
    }

    private static Task<NewTopic> ReadAsync(string body) =>
        TopicRequestReader.ReadAsync("t", Pieces.Body(Encoding.UTF8.GetBytes(body), 5), TestContext.Current.CancellationToken);
}
