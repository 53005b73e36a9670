// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Core.Topics;
using Spectre.Console;

namespace Sluice.Cli.Output;

/// <summary>What the topic commands print.</summary>
internal static class TopicOutput
{
    public static Task WriteListAsync(Terminal terminal, IReadOnlyList<string> topics, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => TopicJson.WriteList(writer, topics) : null,
        text =>
        {
            foreach (var topic in topics)
            {
                text.WriteLine(topic);
            }
        });

    public static Task WriteDescriptionAsync(
        Terminal terminal, TopicDescription topic, IReadOnlyList<PartitionOffsets> offsets, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => TopicJson.WriteDescription(writer, topic, offsets) : null,
        text => WriteTable(terminal.CreateOutputConsole(text), topic, offsets));

    public static Task WriteCreatedAsync(Terminal terminal, TopicDescription topic, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => TopicJson.WriteCreated(writer, topic) : null,
        text => text.WriteLine(
            $"created {topic.Name}: {Count(topic.Partitions.Count, "partition")}, "
            + $"{Count(topic.Partitions[0].Replicas.Count, "replica")} each"));

    public static Task WriteDeletedAsync(Terminal terminal, string topic, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => TopicJson.WriteDeleted(writer, topic) : null,
        text => text.WriteLine($"deleted {topic}"));

    private static void WriteTable(IAnsiConsole console, TopicDescription topic, IReadOnlyList<PartitionOffsets> offsets)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in (string[])["partition", "leader", "replicas", "in sync", "earliest", "latest"])
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))) { NoWrap = true });
        }

        foreach (var (partition, range) in topic.Partitions.Zip(offsets))
        {
            var isHealthy = partition.InSyncReplicas.Count == partition.Replicas.Count;
            table.AddRow(
                new Text(Number(partition.Partition)),
                partition.Leader is { } leader
                    ? new Text($"{leader.Id} ({leader.Host}:{leader.Port})")
                    : new Text("none", new Style(Color.Red)),
                new Text(Ids(partition.Replicas)),
                new Text(Ids(partition.InSyncReplicas), isHealthy ? Style.Plain : new Style(Color.Yellow)),
                new Text(Number(range.Earliest)),
                new Text(Number(range.Latest)));
        }

        console.Write(table);
    }

    private static string Ids(IReadOnlyList<BrokerDescription> brokers) => string.Join(',', brokers.Select(broker => broker.Id));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
