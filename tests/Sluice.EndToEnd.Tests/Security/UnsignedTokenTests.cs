// SPDX-License-Identifier: Apache-2.0

using Sluice.EndToEnd.Tests.Clusters;
using Sluice.EndToEnd.Tests.Gateways;
using Sluice.Testing.Clusters;

namespace Sluice.EndToEnd.Tests.Security;

/// <summary>Logins with a token that nobody signed, which brokers under test take.</summary>
public sealed class UnsignedTokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gateway_ShouldWriteAndRead_AsThePrincipalOfItsSettings()
    {
        RealKafka.RequireDistribution();
        var options = new KafkaProcessOptions { Security = new() { Tls = false, UnsignedTokens = true } };
        await using var kafka = await KafkaProcess.StartAsync(options, Cancellation);
        var files = await kafka.HandOutAsync(ClientCertificateKind.Valid, Cancellation);
        var settings = files.ClientProperties.ToDictionary(property => $"Kafka:Properties:{property.Key}", property => (string?)property.Value);
        settings["Kafka:BootstrapServers"] = kafka.BootstrapServers;
        await using var gateway = await RunningGateway.StartAsync(settings);

        var topic = await gateway.Client.CreateTopicAsync();
        await gateway.Client.WriteValuesAsync(topic, "\"by token\"");

        (await gateway.Client.ReadAsync(topic, 0)).Values.ShouldBe(["by token"]);
    }
}
