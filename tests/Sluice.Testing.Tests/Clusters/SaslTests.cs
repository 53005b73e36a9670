// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Testing.Clusters;

namespace Sluice.Testing.Tests.Clusters;

public sealed class SaslTests(SaslTests.Kafka shared) : IClassFixture<SaslTests.Kafka>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task User_ShouldBeTakenOrRefused_ByHisPassword(string mechanism)
    {
        var kafka = await shared.GetAsync();
        var files = await shared.GetFilesAsync();
        var right = new Dictionary<string, string>(files.ClientProperties) { ["sasl.mechanism"] = mechanism };
        var wrong = new Dictionary<string, string>(right) { ["sasl.password"] = "guessed" };
        await TestClient.AllowAsync(kafka.PlainBootstrapServers, "User:alice", "orders");

        await TestClient.WriteAndReadAsync(kafka.BootstrapServers, right, "orders", Token);
        var refusal = await TestClient.GetRefusalAsync(kafka.BootstrapServers, wrong, Token);

        refusal.Code.ShouldBe(ErrorCode.Local_Authentication, refusal.Reason);
    }

    [Fact]
    public async Task Client_ShouldBeTaken_WithAnUnsignedToken()
    {
        var kafka = await shared.GetAsync();
        var files = await shared.GetFilesAsync();
        var properties = new Dictionary<string, string>(files.ClientProperties)
        {
            ["sasl.mechanism"] = "OAUTHBEARER",
            ["enable.sasl.oauthbearer.unsecure.jwt"] = "true",
            ["sasl.oauthbearer.config"] = "principal=carol",
        };
        await TestClient.AllowAsync(kafka.PlainBootstrapServers, "User:carol", "by-token");

        await TestClient.WriteAndReadAsync(kafka.BootstrapServers, properties, "by-token", Token);
    }

    [Fact]
    public async Task User_ShouldBeDenied_UntilALineOfTheListAllowsHim()
    {
        var kafka = await shared.GetAsync();
        var files = await shared.GetFilesAsync();
        await TestClient.WriteAndReadAsync(kafka.PlainBootstrapServers, new Dictionary<string, string>(), "secret", Token);

        var denied = await Should.ThrowAsync<ProduceException<Null, string>>(
            () => TestClient.WriteAndReadAsync(kafka.BootstrapServers, files.ClientProperties, "secret", Token));
        await TestClient.AllowAsync(kafka.PlainBootstrapServers, "User:alice", "secret");
        await TestClient.WriteAndReadAsync(kafka.BootstrapServers, files.ClientProperties, "secret", Token);

        denied.Error.Code.ShouldBe(ErrorCode.TopicAuthorizationFailed);
    }

    [Fact]
    public async Task JavaClient_ShouldLogIn_AsTheFirstUser()
    {
        var kafka = await shared.GetAsync();
        var files = await shared.GetFilesAsync();
        await TestClient.WriteAndReadAsync(kafka.PlainBootstrapServers, new Dictionary<string, string>(), "from-java", Token);
        await TestClient.AllowAsync(kafka.PlainBootstrapServers, "User:alice", "from-java");

        (await JavaClient.ListTopicsAsync(files, kafka.BootstrapServers, Token)).ShouldContain("from-java");
    }

    [Fact]
    public async Task User_ShouldLogIn_WithoutTls()
    {
        KafkaHome.Require();
        var options = new KafkaProcessOptions
        {
            AutoCreateTopics = true,
            Brokers = 2,
            Security = new() { Tls = false, Users = new Dictionary<string, string> { ["alice"] = "wonderland" } },
        };
        await using var kafka = await KafkaProcess.StartAsync(options, Token);
        var files = await kafka.HandOutAsync(ClientCertificateKind.Valid, Token);

        await TestClient.WriteAndReadAsync(kafka.AddressOf(2), files.ClientProperties, "orders", Token);

        files.ClientProperties["security.protocol"].ShouldBe("sasl_plaintext");
        Directory.GetFiles(files.Folder).ShouldBe([files.PropertiesFile]);
    }

    public sealed class Kafka() : SecuredKafka(new()
    {
        Users = new Dictionary<string, string> { ["alice"] = "wonderland", ["bob"] = "builder" },
        UnsignedTokens = true,
        Authorize = true,
    });
}
