// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Testing.Clusters;

namespace Sluice.Testing.Tests.Clusters;

public sealed class TlsTests(TlsTests.Kafka shared) : IClassFixture<TlsTests.Kafka>
{
    // Newer Javas say what TLS 1.3 has a word for (RFC 8446, 4.4.2.4), older ones what TLS 1.2 had.
    private const string NoCertificate = "alert (bad certificate|certificate required)";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_ShouldWriteAndRead_WhenItHasItsCertificate()
    {
        var kafka = await shared.GetAsync();
        var files = await shared.GetFilesAsync();

        await TestClient.WriteAndReadAsync(kafka.BootstrapServers, files.ClientProperties, "orders", Token);

        kafka.BootstrapServers.ShouldNotBe(kafka.PlainBootstrapServers);
    }

    [Fact]
    public async Task JavaClient_ShouldConnect_WithTheJavaStores()
    {
        var kafka = await shared.GetAsync();
        var files = await shared.GetFilesAsync();
        await TestClient.WriteAndReadAsync(kafka.PlainBootstrapServers, new Dictionary<string, string>(), "from-java", Token);

        var topics = await JavaClient.ListTopicsAsync(files, kafka.BootstrapServers, Token);

        topics.ShouldContain("from-java");
    }

    [Fact]
    public async Task Client_ShouldConnect_WithThePkcs12Store()
    {
        var kafka = await shared.GetAsync();
        var files = await shared.GetFilesAsync();
        var properties = new Dictionary<string, string>(files.ClientProperties)
        {
            ["ssl.keystore.location"] = files.Pkcs12KeyStore,
            ["ssl.keystore.password"] = files.Password,
        };
        properties.Remove("ssl.certificate.location");
        properties.Remove("ssl.key.location");

        await TestClient.WriteAndReadAsync(kafka.BootstrapServers, properties, "orders", Token);
    }

    [Theory]
    [InlineData(ClientCertificateKind.Foreign, NoCertificate)]
    [InlineData(ClientCertificateKind.Expired, "alert certificate unknown")]
    [InlineData(ClientCertificateKind.NotYetValid, "alert certificate unknown")]
    public async Task Broker_ShouldRefuseTheClient_WhenItsCertificateIsWrong(ClientCertificateKind kind, string reason)
    {
        var kafka = await shared.GetAsync();
        var right = await shared.GetFilesAsync();
        var wrong = await kafka.HandOutAsync(kind, Token);
        var properties = new Dictionary<string, string>(wrong.ClientProperties) { ["ssl.ca.location"] = right.PemTrustStore };

        var refusal = await TestClient.GetRefusalAsync(kafka.BootstrapServers, properties, Token);

        refusal.Reason.ShouldMatch(reason);
    }

    [Fact]
    public async Task Broker_ShouldRefuseTheClient_WhenItHasNoCertificate()
    {
        var kafka = await shared.GetAsync();
        var files = await shared.GetFilesAsync();
        var properties = new Dictionary<string, string>
        {
            ["security.protocol"] = "ssl",
            ["ssl.ca.location"] = files.PemTrustStore,
        };

        var refusal = await TestClient.GetRefusalAsync(kafka.BootstrapServers, properties, Token);

        refusal.Reason.ShouldMatch(NoCertificate);
    }

    [Fact]
    public async Task Client_ShouldRefuseTheBroker_WhenItTrustsAnotherAuthority()
    {
        var kafka = await shared.GetAsync();
        var foreign = await kafka.HandOutAsync(ClientCertificateKind.Foreign, Token);

        var refusal = await TestClient.GetRefusalAsync(kafka.BootstrapServers, foreign.ClientProperties, Token);

        refusal.Code.ShouldBe(ErrorCode.Local_Ssl);
        refusal.Reason.ShouldContain("certificate verify failed");
    }

    [Fact]
    public async Task Client_ShouldRefuseTheBroker_WhenItsCertificateIsForAnotherName()
    {
        KafkaHome.Require();
        var options = new KafkaProcessOptions { AutoCreateTopics = true, Security = new() { BrokerNames = ["kafka.example"] } };
        await using var kafka = await KafkaProcess.StartAsync(options, Token);
        var files = await kafka.HandOutAsync(ClientCertificateKind.Valid, Token);

        var unchecking = new Dictionary<string, string>(files.ClientProperties) { ["ssl.endpoint.identification.algorithm"] = "none" };

        var refusal = await TestClient.GetRefusalAsync(kafka.BootstrapServers, files.ClientProperties, Token);
        await TestClient.WriteAndReadAsync(kafka.BootstrapServers, unchecking, "orders", Token);

        refusal.Reason.ShouldContain("certificate verify failed");
    }

    [Fact]
    public async Task HandOut_ShouldSayWhy_WhenThereIsNoSecurity()
    {
        KafkaHome.Require();
        await using var kafka = await KafkaProcess.StartAsync(new KafkaProcessOptions(), Token);

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => kafka.HandOutAsync(ClientCertificateKind.Valid, Token));

        failure.Message.ShouldBe("There is nothing to hand out: this Kafka was started without security.");
        kafka.PlainBootstrapServers.ShouldBe(kafka.BootstrapServers);
    }

    public sealed class Kafka() : SecuredKafka(new() { ClientAuthentication = ClientAuthentication.Required });
}
