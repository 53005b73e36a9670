// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Testing.Clusters;

/// <summary>Writes each broker's <c>server.properties</c>.</summary>
internal static class ServerProperties
{
    /// <summary>How many ports each broker has.</summary>
    public static int ListenersOf(KafkaProcessOptions options) => options.Security is null ? 2 : 3;

    public static List<KafkaNodeFiles> Write(KafkaProcessOptions options, KafkaSecurity? security, DirectoryInfo folder, IReadOnlyList<int> ports)
    {
        var listeners = ListenersOf(options);
        string Address(int node, int listener) => $"127.0.0.1:{ports[(listeners * node) + listener]}";
        var voters = string.Join(',', Enumerable.Range(0, options.Brokers).Select(i => $"{i + 1}@{Address(i, 1)}"));
        var nodes = new List<KafkaNodeFiles>();
        for (var i = 0; i < options.Brokers; i++)
        {
            var home = folder.CreateSubdirectory(string.Create(CultureInfo.InvariantCulture, $"node{i + 1}")).FullName;
            var node = new KafkaNodeFiles(i + 1, Address(i, listeners == 2 ? 0 : 2), Address(i, 0), home);
            var properties = Of(options, security, node, controller: Address(i, 1), voters);
            File.WriteAllLines(node.PropertiesFile, properties.Select(property => $"{property.Key}={property.Value}"));
            nodes.Add(node);
        }

        return nodes;
    }

    private static Dictionary<string, string> Of(
        KafkaProcessOptions options, KafkaSecurity? security, KafkaNodeFiles node, string controller, string voters)
    {
        var replicas = Math.Min(3, options.Brokers).ToString(CultureInfo.InvariantCulture);
        var secured = security is null ? "" : $",{SecurityProperties.Listener}://{node.Address}";
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["process.roles"] = "broker,controller",
            ["node.id"] = node.Id.ToString(CultureInfo.InvariantCulture),
            ["controller.quorum.voters"] = voters,
            ["controller.listener.names"] = "CONTROLLER",
            ["listeners"] = $"PLAINTEXT://{node.PlainAddress},CONTROLLER://{controller}{secured}",
            ["advertised.listeners"] = $"PLAINTEXT://{node.PlainAddress}{secured}",
            ["inter.broker.listener.name"] = "PLAINTEXT",
            ["listener.security.protocol.map"] =
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT" + (security is null ? "" : $",{SecurityProperties.Listener}:{security.Protocol}"),
            ["log.dirs"] = node.DataFolder.Replace('\\', '/'),
            ["default.replication.factor"] = replicas,
            ["offsets.topic.replication.factor"] = replicas,
            ["offsets.topic.num.partitions"] = "4",
            ["transaction.state.log.replication.factor"] = replicas,
            ["transaction.state.log.min.isr"] = "1",
            ["transaction.state.log.num.partitions"] = "4",
            ["share.coordinator.state.topic.replication.factor"] = replicas,
            ["share.coordinator.state.topic.min.isr"] = "1",
            ["share.coordinator.state.topic.num.partitions"] = "4",
            ["group.initial.rebalance.delay.ms"] = "0",
            ["group.min.session.timeout.ms"] = "1000",
            ["group.consumer.min.session.timeout.ms"] = "1000",
            ["group.consumer.min.heartbeat.interval.ms"] = "100",
            ["group.consumer.heartbeat.interval.ms"] = "300",
            ["auto.create.topics.enable"] = options.AutoCreateTopics ? "true" : "false",
        };
        foreach (var (name, value) in security?.BrokerProperties ?? [])
        {
            properties[name] = value;
        }

        foreach (var (name, value) in options.ServerProperties)
        {
            properties[name] = value;
        }

        return properties;
    }
}
