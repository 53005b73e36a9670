// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Testing.Clusters;

/// <summary>Writes each broker's <c>server.properties</c>.</summary>
internal static class ServerProperties
{
    public static List<KafkaNodeFiles> Write(KafkaProcessOptions options, DirectoryInfo folder)
    {
        var ports = LocalPorts.Reserve(2 * options.Brokers);
        var voters = string.Join(',', Enumerable.Range(0, options.Brokers).Select(i => $"{i + 1}@127.0.0.1:{ports[(2 * i) + 1]}"));
        var nodes = new List<KafkaNodeFiles>();
        for (var i = 0; i < options.Brokers; i++)
        {
            var home = folder.CreateSubdirectory(string.Create(CultureInfo.InvariantCulture, $"node{i + 1}")).FullName;
            var node = new KafkaNodeFiles(i + 1, $"127.0.0.1:{ports[2 * i]}", home);
            var properties = Of(options, node, controller: $"127.0.0.1:{ports[(2 * i) + 1]}", voters);
            File.WriteAllLines(node.PropertiesFile, properties.Select(property => $"{property.Key}={property.Value}"));
            nodes.Add(node);
        }

        return nodes;
    }

    private static Dictionary<string, string> Of(KafkaProcessOptions options, KafkaNodeFiles node, string controller, string voters)
    {
        var replicas = Math.Min(3, options.Brokers).ToString(CultureInfo.InvariantCulture);
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["process.roles"] = "broker,controller",
            ["node.id"] = node.Id.ToString(CultureInfo.InvariantCulture),
            ["controller.quorum.voters"] = voters,
            ["controller.listener.names"] = "CONTROLLER",
            ["listeners"] = $"PLAINTEXT://{node.Address},CONTROLLER://{controller}",
            ["advertised.listeners"] = $"PLAINTEXT://{node.Address}",
            ["listener.security.protocol.map"] = "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
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
            ["auto.create.topics.enable"] = options.AutoCreateTopics ? "true" : "false",
        };
        foreach (var (name, value) in options.ServerProperties)
        {
            properties[name] = value;
        }

        return properties;
    }
}
