// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Errors;
using Sluice.Core.Groups;
using Sluice.Core.Groups.Administration;
using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.RealKafkaOnly;
using Sluice.Testing.Clusters;
using GroupProtocol = Sluice.Core.Groups.GroupProtocol;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>Groups on brokers that ask who one is and what he may do.</summary>
[Capability(Capability.GroupAdministration)]
public sealed class GroupPermissionTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_ShouldBeRefused_WithoutPermission()
    {
        var options = new KafkaProcessOptions
        {
            Security = new() { Users = new Dictionary<string, string> { ["alice"] = "wonderland" }, Authorize = true },
        };
        await using var kafka = await RealKafka.StartOwnAsync(options, Token);
        var files = await kafka.HandOutAsync(ClientCertificateKind.Valid, Token);
        await using var administrator = Open(kafka.PlainBootstrapServers, new Dictionary<string, string>());
        await using var alice = Open(kafka.BootstrapServers, files.ClientProperties);
        await administrator.Topics.CreateAsync(new("orders"), Timeout, Token);
        await administrator.Groups.ResetAsync(
            await administrator.Groups.PlanResetAsync("billing", [new("orders")], ResetTarget.Latest, Timeout, Token), Timeout, Token);

        var lag = await FailureOf(() => alice.Groups.GetLagAsync("billing", null, Timeout, Token));
        var deletion = await FailureOf(() => alice.Groups.DeleteAsync("billing", Timeout, Token));
        (await alice.Groups.ListAsync(Timeout, Token)).ShouldBeEmpty();
        await AllowAsync(kafka.PlainBootstrapServers, ResourceType.Group, "billing", AclOperation.Describe);
        await AllowAsync(kafka.PlainBootstrapServers, ResourceType.Topic, "orders", AclOperation.Describe);
        var allowed = await alice.Groups.GetLagAsync("billing", null, Timeout, Token);
        var still = await FailureOf(() => alice.Groups.DeleteAsync("billing", Timeout, Token));

        lag.Code.ShouldBe(FailureCode.KafkaRefused);
        lag.Detail.ShouldStartWith("Describing group \"billing\": ");
        lag.Detail.ShouldEndWith("ask whoever runs the cluster to allow your login Describe, Read or Delete on this group.");
        deletion.Code.ShouldBe(FailureCode.KafkaRefused);
        allowed.Partitions.ShouldBe([new("orders", 0, 0, 0, null)]);
        still.Code.ShouldBe(FailureCode.KafkaRefused);
        still.Detail.ShouldStartWith("Deleting group \"billing\": ");

        foreach (var protocol in Enum.GetValues<GroupProtocol>())
        {
            await ShouldBeRefusedAsync(alice, protocol, "No permission on group \"billing\"");
        }

        await AllowAsync(kafka.PlainBootstrapServers, ResourceType.Group, "billing", AclOperation.Read);
        await administrator.Writer.WriteAsync("orders", [new() { Value = [1] }], Timeout, Token);
        foreach (var protocol in Enum.GetValues<GroupProtocol>())
        {
            await ShouldBeRefusedAsync(alice, protocol, "No permission on a topic of orders");
        }
    }

    private static async Task ShouldBeRefusedAsync(KafkaCluster kafka, GroupProtocol protocol, string words)
    {
        await using var member = kafka.JoinGroup(new GroupConsumerOptions { GroupId = "billing", Topics = ["orders"], Protocol = protocol });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Timeout);

        var failure = await FailureOf(async () => await member.ReadAsync(limit.Token).FirstAsync(limit.Token));

        failure.Code.ShouldBe(FailureCode.KafkaRefused);
        failure.Detail.ShouldStartWith(words);
    }

    private static KafkaCluster Open(string servers, IReadOnlyDictionary<string, string> properties)
    {
        var connection = new KafkaConnectionOptions { BootstrapServers = servers };
        foreach (var (name, value) in properties)
        {
            connection.Properties[name] = value;
        }

        return KafkaCluster.Open(connection);
    }

    private static async Task AllowAsync(string servers, ResourceType type, string name, AclOperation operation)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).SetLogHandler((_, _) => { }).Build();
        await admin.CreateAclsAsync([new AclBinding
        {
            Pattern = new ResourcePattern { Name = name, ResourcePatternType = ResourcePatternType.Literal, Type = type },
            Entry = new AccessControlEntry
            {
                Host = "*", Principal = "User:alice", Operation = operation, PermissionType = AclPermissionType.Allow,
            },
        }]);
    }

    private static async Task<KafkaFailure> FailureOf(Func<Task> call) => (await Should.ThrowAsync<KafkaFailureException>(call)).Failure;
}
