// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections;

public sealed class KafkaConnectionTests
{
    [Theory]
    [InlineData("localhost:9092")]
    [InlineData("a.example:1,b.example:65535")]
    [InlineData(" broker_1:9092 , 10.0.0.1:9092 ")]
    [InlineData("[::1]:9092")]
    public void Create_ShouldAcceptBootstrapServers(string servers) =>
        KafkaConnection.Create(new KafkaConnectionOptions { BootstrapServers = servers }).BootstrapServers.ShouldBe(servers);

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData(" ", "is empty")]
    [InlineData("localhost", "\"localhost\" has no port")]
    [InlineData("a:1,b", "\"b\" has no port")]
    [InlineData("a:1,,b:2", "\"\" is an empty entry")]
    [InlineData("a:1,", "\"\" is an empty entry")]
    [InlineData("a:0", "\"a:0\" has a bad port")]
    [InlineData("a:65536", "\"a:65536\" has a bad port")]
    [InlineData("a:http", "\"a:http\" has a bad port")]
    [InlineData("a:", "\"a:\" has a bad port")]
    [InlineData(":9092", "\":9092\" has no host")]
    [InlineData("SSL://a:9092", "names a protocol")]
    [InlineData("::1:9092", "IPv6 address without brackets")]
    [InlineData("[::1]", "\"[::1]\" has no port")]
    [InlineData("a b:9092", "\"a b:9092\" has a bad host")]
    public void Create_ShouldNameTheBadEntry_WhenBootstrapServersAreWrong(string? servers, string fault)
    {
        var failure = FailureOf(new KafkaConnectionOptions { BootstrapServers = servers });

        failure.Detail.ShouldStartWith("Kafka:BootstrapServers");
        failure.Detail.ShouldContain(fault);
    }

    [Fact]
    public void Create_ShouldAcceptProperties_ThatTheClientKnows()
    {
        var options = Options(("security.protocol", "sasl_ssl"), ("sasl.mechanism", "PLAIN"), ("sasl.username", "u"), ("sasl.password", "p"),
            ("ssl.ca.location", "/etc/ca.pem"), ("compression.type", "lz4"), ("client.rack", "r1"));

        Should.NotThrow(() => KafkaConnection.Create(options));
    }

    [Fact]
    public void Create_ShouldNameEveryFault_InOneException()
    {
        var detail = FailureOf(Options(("securty.protocol", "ssl"), ("socket.timeout.ms", "soon"), ("acks", "1"), ("no.such.thing.at.all", "1"))).Detail;

        detail.Split(Environment.NewLine).ShouldBe(
        [
            "Kafka:Properties:acks: every record is acknowledged by all in-sync replicas.",
            "Kafka:Properties:no.such.thing.at.all: No such configuration property: \"no.such.thing.at.all\".",
            "Kafka:Properties:securty.protocol: No such configuration property: \"securty.protocol\". Is \"security.protocol\" meant?",
            "Kafka:Properties:socket.timeout.ms: Invalid value for configuration property \"socket.timeout.ms\".",
        ]);
    }

    [Theory]
    [InlineData("sasl.pasword", "sasl.password")]
    [InlineData("sasl.user.name", "sasl.username")]
    [InlineData("ssl.ca.locaton", "ssl.ca.location")]
    [InlineData("compresion.type", "compression.type")]
    public void Create_ShouldSuggestTheNearestProperty(string typed, string meant) =>
        FailureOf(Options((typed, "1"))).Detail.ShouldContain($"Is \"{meant}\" meant?");

    [Theory]
    [InlineData("bootstrap.servers", "Kafka:BootstrapServers")]
    [InlineData("metadata.broker.list", "Kafka:BootstrapServers")]
    [InlineData("isolation.level", "Kafka:ReadCommitted")]
    [InlineData("linger.ms", "Kafka:Linger")]
    [InlineData("message.max.bytes", "Kafka:MaxRecordBytes")]
    [InlineData("message.timeout.ms", "Kafka:DeliveryTimeout")]
    public void Create_ShouldSayWhatToUseInstead_WhenAPropertyIsOurs(string property, string instead) =>
        FailureOf(Options((property, "1"))).Detail.ShouldContain($"use {instead}.");

    [Theory]
    [InlineData("partitioner", "murmur2")]
    [InlineData("enable.idempotence", "false")]
    [InlineData("group.id", "g")]
    [InlineData("auto.offset.reset", "earliest")]
    [InlineData("test.mock.num.brokers", "3")]
    public void Create_ShouldRefuseProperties_ThatCorrectnessStandsOn(string property, string value) =>
        FailureOf(Options((property, value))).Detail.ShouldStartWith($"Kafka:Properties:{property}: ");

    [Theory]
    [InlineData("sasl.password", "")]
    [InlineData("sasl.passwort", "hunter2")]
    [InlineData("sasl.oauthbearer.client.secrets", "hunter2")]
    [InlineData("enable.ssl.certificate.verification", "")]
    public void Create_ShouldNeverShowASecret(string property, string value)
    {
        var detail = FailureOf(Options((property, value))).Detail;

        detail.ShouldContain(property);
        detail.ShouldNotContain("hunter2");
    }

    private static KafkaConnectionOptions Options(params (string Name, string Value)[] properties)
    {
        var options = new KafkaConnectionOptions { BootstrapServers = "localhost:9092" };
        foreach (var (name, value) in properties)
        {
            options.Properties.Add(name, value);
        }

        return options;
    }

    private static KafkaFailure FailureOf(KafkaConnectionOptions options)
    {
        var failure = Should.Throw<KafkaFailureException>(() => KafkaConnection.Create(options)).Failure;
        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        return failure;
    }
}
