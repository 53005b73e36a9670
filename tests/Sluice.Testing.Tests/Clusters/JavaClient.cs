// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Clusters;

namespace Sluice.Testing.Tests.Clusters;

/// <summary>Kafka's own Java client, which reads the files that are handed out as they are meant.</summary>
internal static class JavaClient
{
    /// <summary>Connects with <c>client.properties</c> and returns what the tool printed.</summary>
    public static async Task<string> ListTopicsAsync(ClientFiles files, string servers, CancellationToken cancellationToken)
    {
        var log = new LogTail();
        string[] arguments =
            ["org.apache.kafka.tools.TopicCommand", "--list", "--bootstrap-server", servers, "--command-config", files.PropertiesFile];
        var tool = JavaRuntime.Find(new KafkaProcessOptions()).Start(log, heapMegabytes: 128, [], files.Folder, arguments);
        await tool.EndAsync("TopicCommand", log, TimeSpan.FromMinutes(2), cancellationToken);
        return log.ToString();
    }
}
