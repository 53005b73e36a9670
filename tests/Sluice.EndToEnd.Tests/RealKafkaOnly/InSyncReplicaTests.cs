// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.EndToEnd.Tests.Http;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.RealKafkaOnly;

[Capability(Capability.InSyncReplicas)]
public sealed class InSyncReplicaTests
{
    [Fact]
    public async Task Write_ShouldBeRefusedInTime_WhileReplicasAreMissing()
    {
        await using var brokers = await RealKafka.StartOwnAsync(
            new KafkaProcessOptions
            {
                Brokers = 3,
                ServerProperties = new Dictionary<string, string>
                {
                    ["broker.session.timeout.ms"] = "6000",
                    ["broker.heartbeat.interval.ms"] = "1000",
                },
            },
            TestContext.Current.CancellationToken);
        await using var gateway = await RunningGateway.StartAsync(
            new Dictionary<string, string?> { ["Kafka:BootstrapServers"] = brokers.BootstrapServers });
        var client = gateway.Client;
        var topic = await client.CreateTopicAsync(properties: """{"min.insync.replicas":3}""");
        await client.WriteValuesAsync(topic, "\"before\"");
        var alone = GatewayClient.UniqueName();
        (await client.PutTopicAsync(alone, """{"partition_count":3,"replication_factor":1}""")).StatusCode.ShouldBe(HttpStatusCode.OK);

        // A follower: a leader elected anew tells no offsets before it has enough replicas.
        var partition = await client.GetJsonAsync($"v1/metadata/topics/{topic}/partitions/0");
        brokers.Kill((partition.GetProperty("leader").GetProperty("id").GetInt32() % 3) + 1);
        await UntilInSyncAsync(client, topic, 2);
        var problem = await client.PostAsync(topic, """{"records":[{"value":"refused"}]}""")
            .ShouldBeProblemAsync("not-enough-replicas");

        problem.GetProperty("offsets")[0].GetProperty("error").GetProperty("code").GetString().ShouldBe("not-enough-replicas");
        (await client.GetOffsetsAsync(topic)).Latest.ShouldBe(1);

        // A partition whose only broker is gone has no leader and no in-sync replica (KIP-966). It is told, and so is all that is asked later.
        await using var cluster = KafkaCluster.Open(new KafkaConnectionOptions { BootstrapServers = brokers.BootstrapServers });
        for (var i = 0; i < 3; i++)
        {
            var lost = (await cluster.Topics.DescribeAsync(alone, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
                .Partitions.Where(each => each.Leader is null).ShouldHaveSingleItem();
            lost.InSyncReplicas.ShouldBeEmpty();
            lost.Replicas.ShouldHaveSingleItem().Host.ShouldBeEmpty();
        }

        // What names it is refused at once, and certainly not written; the other partitions take what is theirs.
        var clock = Stopwatch.StartNew();
        var mixed = await client.PostAsync(
            alone, """{"records":[{"value":"a","partition":0},{"value":"b","partition":1},{"value":"c","partition":2}]}""")
            .ShouldBeProblemAsync("kafka-unavailable");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        var refused = mixed.GetProperty("offsets").EnumerateArray().Where(each => each.TryGetProperty("error", out _)).ShouldHaveSingleItem().GetProperty("error");
        refused.GetProperty("outcome").GetString().ShouldBe("not-written");
        refused.GetProperty("detail").GetString()!.ShouldContain("has no leader");
    }

    /// <summary>Waits for that many in-sync replicas; in between the gateway may say that a broker does not answer.</summary>
    private static async Task UntilInSyncAsync(GatewayClient client, string topic, int count)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var response = await client.GetAsync($"v1/metadata/topics/{topic}/partitions/0");
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (response.IsSuccessStatusCode && JsonElement.Parse(text).GetProperty("isr").GetArrayLength() == count)
            {
                return;
            }

            response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout);
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2), text);
        }
    }
}
