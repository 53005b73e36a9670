// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Groups;

namespace Sluice.EndToEnd.Tests.Documentation;

/// <summary>The guides' C#, line by line.</summary>
internal static class GuideExamples
{
    public static async Task ReadAsync(string servers, string files, Func<GroupRecord, Task> handle, CancellationToken cancellationToken)
    {
        var connection = new KafkaConnectionOptions
        {
            BootstrapServers = servers,
            Security =
            {
                KeyStore = Path.Combine(files, "client.jks"),
                TrustStore = Path.Combine(files, "truststore.jks"),
                KeyStorePassword = "env:KAFKA_STORE_PASSWORD",
            },
        };
        await using var kafka = await KafkaCluster.ConnectAsync(connection, TimeSpan.FromSeconds(30), cancellationToken);
        await using var member = kafka.JoinGroup(new GroupConsumerOptions
        {
            GroupId = "KfConsumer1",
            Topics = ["kf.topic.name"],
            Commit = CommitPolicy.OnPass,
        });
        await foreach (var record in member.ReadAsync(cancellationToken))
        {
            await handle(record);
            member.Pass(record);
        }
    }

    public static async Task JudgeAsync(GroupConsumer member, Func<GroupRecord, Task<bool>> handle, CancellationToken cancellationToken)
    {
        await foreach (var record in member.ReadAsync(cancellationToken))
        {
            if (await handle(record))
            {
                member.Pass(record);
            }
            else
            {
                member.Fail(record);
            }
        }
    }

    public static async Task TellAsync(GroupConsumer member, TextWriter output, CancellationToken cancellationToken)
    {
        await foreach (var happened in member.ReadEventsAsync(cancellationToken))
        {
            output.WriteLine($"{happened.Time:HH:mm:ss.fff} {happened.Kind} {string.Join(", ", happened.Partitions)}");
        }
    }
}
