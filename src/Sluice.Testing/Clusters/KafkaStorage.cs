// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>Formats the brokers' data folders.</summary>
internal static class KafkaStorage
{
    // Kafka's own tool formats the first folder; the others are copies under their own node id. Brokers give a folder
    // without directory.id one when they start (KIP-858), so that one run of Java serves any number of them.
    public static async Task FormatAsync(
        IReadOnlyList<KafkaNodeFiles> nodes, JavaRuntime java, KafkaProcessOptions options, CancellationToken cancellationToken)
    {
        await RunToolAsync(nodes[0], java, options, cancellationToken).ConfigureAwait(false);
        foreach (var node in nodes.Skip(1))
        {
            Copy(nodes[0], node);
        }
    }

    private static async Task RunToolAsync(
        KafkaNodeFiles node, JavaRuntime java, KafkaProcessOptions options, CancellationToken cancellationToken)
    {
        var clusterId = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var log = new LogTail();
        string[] arguments =
        [
            "kafka.tools.StorageTool", "format", "--cluster-id=" + clusterId, "--config", node.PropertiesFile,
            .. SecurityProperties.StorageArguments(options.Security),
        ];
        var tool = java.Start(log, heapMegabytes: 64, [], node.Folder, arguments);
        await tool.EndAsync("Kafka's storage tool", log, options.StartTimeout, cancellationToken).ConfigureAwait(false);
    }

    private static void Copy(KafkaNodeFiles from, KafkaNodeFiles to)
    {
        foreach (var file in Directory.EnumerateFiles(from.DataFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to.DataFolder, Path.GetRelativePath(from.DataFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var meta = Path.Combine(to.DataFolder, "meta.properties");
        var lines = File.ReadAllLines(meta).Where(line => !line.StartsWith("directory.id=", StringComparison.Ordinal));
        File.WriteAllLines(meta, lines.Select(line => line == $"node.id={from.Id}" ? $"node.id={to.Id}" : line).ToArray());
    }
}
