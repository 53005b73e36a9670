// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Kafka;
using Sluice.EndToEnd.Tests.Security;
using Sluice.Testing.Clusters;

[assembly: AssemblyFixture(typeof(SecuredKafka))]

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>
/// A broker that asks for certificates and one that asks for passwords, which the tests of this folder share; each starts when it is first
/// asked for. Both allow their client all on what is called <c>team-…</c>, and to describe <c>seen</c>; there are the topics <c>team-orders</c>
/// and <c>seen</c> with a record each, <c>hidden</c>, and the groups <c>team-billing</c> and <c>seen</c>.
/// </summary>
public sealed class SecuredKafka : IAsyncDisposable
{
    public const string User = "alice";
    public const string Password = "wonderland-42";

    private readonly ConcurrentDictionary<ClientCertificateKind, Lazy<Task<ClientFiles>>> _files = new();

    // Its certificate is for its address alone, so that who comes by the name localhost finds another one.
    private readonly Lazy<Task<KafkaProcess>> _byCertificate = new(() => StartAsync(
        new() { ClientAuthentication = ClientAuthentication.Required, BrokerNames = ["127.0.0.1"], Authorize = true }, "User:CN=client"));

    private readonly Lazy<Task<KafkaProcess>> _byPassword = new(() => StartAsync(
        new() { Users = new Dictionary<string, string> { [User] = Password }, Authorize = true }, $"User:{User}"));

    private readonly Lazy<Task<ClientFiles>> _filesOfUser;

    public SecuredKafka() => _filesOfUser = new(async () => await (await _byPassword.Value).HandOutAsync(ClientCertificateKind.Valid, CancellationToken.None));

    /// <summary>The broker that wants a certificate; skips the test if there is no Kafka to be had.</summary>
    public Task<KafkaProcess> GetByCertificateAsync() => GetAsync(_byCertificate);

    /// <summary>The broker that wants a password, by TLS; skips the test if there is no Kafka to be had.</summary>
    public Task<KafkaProcess> GetByPasswordAsync() => GetAsync(_byPassword);

    /// <summary>What the broker that wants a certificate hands out.</summary>
    public async Task<ClientFiles> GetFilesAsync(ClientCertificateKind kind = ClientCertificateKind.Valid)
    {
        var kafka = await GetByCertificateAsync();
        return await _files.GetOrAdd(kind, _ => new(() => kafka.HandOutAsync(kind, CancellationToken.None))).Value;
    }

    /// <summary>The options by which to log in to the broker that wants a password, which is in <see cref="SecuredCommand.UserPassword"/>.</summary>
    public async Task<string[]> GetLoginAsync(string mechanism)
    {
        var servers = (await GetByPasswordAsync()).BootstrapServers;
        return
        [
            "-b", servers, "--truststore", (await _filesOfUser.Value).PemTrustStore,
            "--sasl-mechanism", mechanism, "--sasl-user", User, "--sasl-password-env", SecuredCommand.UserPassword,
        ];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kafka in (Lazy<Task<KafkaProcess>>[])[_byCertificate, _byPassword])
        {
            if (kafka.IsValueCreated && kafka.Value.IsCompletedSuccessfully)
            {
                await (await kafka.Value).DisposeAsync();
            }
        }
    }

    private static Task<KafkaProcess> GetAsync(Lazy<Task<KafkaProcess>> kafka)
    {
        RealKafka.RequireDistribution();
        return kafka.Value.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<KafkaProcess> StartAsync(KafkaSecurityOptions security, string principal)
    {
        var kafka = await KafkaProcess.StartAsync(
            new KafkaProcessOptions { Security = security, HeapMegabytes = 256 }, CancellationToken.None);
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.PlainBootstrapServers }).SetLogHandler((_, _) => { }).Build();
        await admin.CreateTopicsAsync(((string[])["team-orders", "seen", "hidden"]).Select(topic => new TopicSpecification { Name = topic, NumPartitions = 1 }));
        await admin.CreateAclsAsync(
        [
            Allow(ResourceType.Topic, "team-", ResourcePatternType.Prefixed, AclOperation.All),
            Allow(ResourceType.Group, "team-", ResourcePatternType.Prefixed, AclOperation.All),
            Allow(ResourceType.Topic, "seen", ResourcePatternType.Literal, AclOperation.Describe),
            Allow(ResourceType.Group, "seen", ResourcePatternType.Literal, AclOperation.Describe),
        ]);
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = kafka.PlainBootstrapServers }).Build())
        {
            foreach (var topic in (string[])["team-orders", "seen"])
            {
                await producer.ProduceAsync(topic, new Message<Null, string> { Value = "hello" });
            }
        }

        foreach (var group in (string[])["team-billing", "seen"])
        {
            using var consumer = new ConsumerBuilder<byte[], byte[]>(
                new ConsumerConfig { BootstrapServers = kafka.PlainBootstrapServers, GroupId = group }).SetLogHandler((_, _) => { }).Build();
            await PlainCommit.CommitAsync(consumer, new TopicPartitionOffset("team-orders", 0, 0));
        }

        return kafka;

        AclBinding Allow(ResourceType type, string name, ResourcePatternType pattern, AclOperation operation) => new()
        {
            Pattern = new ResourcePattern { Name = name, ResourcePatternType = pattern, Type = type },
            Entry = new AccessControlEntry { Host = "*", Principal = principal, Operation = operation, PermissionType = AclPermissionType.Allow },
        };
    }
}
