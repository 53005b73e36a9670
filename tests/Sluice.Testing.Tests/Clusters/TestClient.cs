// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Sluice.Testing.Tests.Clusters;

/// <summary>What any client of a team would do: write, read, and be told why it may not.</summary>
internal static class TestClient
{
    private const string Group = "team";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Writes a record to a topic and returns the value that is read there.</summary>
    public static async Task<string> WriteAndReadAsync(
        string servers, IReadOnlyDictionary<string, string> properties, string topic, CancellationToken cancellationToken)
    {
        var value = Guid.NewGuid().ToString("N");
        using var producer = new ProducerBuilder<Null, string>(Config(servers, properties)).SetLogHandler((_, _) => { }).Build();
        var written = await producer.ProduceAsync(topic, new Message<Null, string> { Value = value }, cancellationToken);
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig(Config(servers, properties)) { GroupId = Group })
            .SetLogHandler((_, _) => { })
            .Build();
        consumer.Assign(written.TopicPartitionOffset);
        return consumer.Consume(Patience).ShouldNotBeNull().Message.Value;
    }

    /// <summary>The first error that a client reports while it cannot connect.</summary>
    public static async Task<Error> GetRefusalAsync(
        string servers, IReadOnlyDictionary<string, string> properties, CancellationToken cancellationToken)
    {
        var refusal = new TaskCompletionSource<Error>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var client = new AdminClientBuilder(Config(servers, properties))
            .SetErrorHandler((_, error) =>
            {
                if (error.Code != ErrorCode.Local_AllBrokersDown)
                {
                    refusal.TrySetResult(error);
                }
            })
            .SetLogHandler((_, _) => { })
            .Build();
        return await refusal.Task.WaitAsync(Patience, cancellationToken);
    }

    /// <summary>Lets a user do what he likes with a topic, and be a member of the group.</summary>
    public static async Task AllowAsync(string servers, string principal, string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).SetLogHandler((_, _) => { }).Build();
        AclBinding[] lines = [AllowAll(principal, ResourceType.Topic, topic), AllowAll(principal, ResourceType.Group, Group)];
        await admin.CreateAclsAsync(lines);

        // The controller has them; the broker that decides learns of them a moment later.
        using var deadline = new CancellationTokenSource(Patience);
        foreach (var line in lines)
        {
            while (!(await admin.DescribeAclsAsync(line.ToFilter())).AclBindings.Contains(line))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
            }
        }
    }

    private static AclBinding AllowAll(string principal, ResourceType type, string name) => new()
    {
        Pattern = new ResourcePattern { Name = name, ResourcePatternType = ResourcePatternType.Literal, Type = type },
        Entry = new AccessControlEntry
        {
            Host = "*", Principal = principal, Operation = AclOperation.All, PermissionType = AclPermissionType.Allow,
        },
    };

    private static ClientConfig Config(string servers, IReadOnlyDictionary<string, string> properties) =>
        new(new Dictionary<string, string>(properties)) { BootstrapServers = servers };
}
