// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.JavaProperties;

public sealed class LoginTranslationTests
{
    private const string Package = "org.apache.kafka.common.security";
    private const string Plain = $"{Package}.plain.PlainLoginModule";
    private const string Scram = $"{Package}.scram.ScramLoginModule";
    private const string Bearer = $"{Package}.oauthbearer.OAuthBearerLoginModule";
    private const string Endpoint = "sasl.oauthbearer.token.endpoint.url=https://login.example/token\n";

    [Theory]
    [InlineData("PLAIN", Plain, SaslMechanism.Plain)]
    [InlineData("SCRAM-SHA-256", Scram, SaslMechanism.ScramSha256)]
    [InlineData("SCRAM-SHA-512", Scram, SaslMechanism.ScramSha512)]
    public void Translate_ShouldReadUserAndPassword(string mechanism, string module, SaslMechanism expected) =>
        Login(mechanism, $"{module} required username=\"alice\" password=\"hunter2\";")
            .ShouldBe(new JavaSasl { Mechanism = expected, User = "alice", Password = "hunter2" });

    [Theory]
    [InlineData("username=alice password='a \\\\\"b;c'", "a \"b;c")]
    [InlineData("password=\"\\\\\\\\ \\\\t\\\\101=\" username = alice", "\\ \tA=")]
    [InlineData("\\\n    username=\"alice\" \\\n    password=\"hunter2\"", "hunter2")]
    public void Translate_ShouldReadTheWordsOfJaas(string options, string password) =>
        Login("PLAIN", $"{Plain} Required {options} ;").ShouldBe(new JavaSasl { Mechanism = SaslMechanism.Plain, User = "alice", Password = password });

    [Theory]
    [InlineData("username=\"alice\" password=\"hunter2\";", "required (behind the login module) must stand here")]
    [InlineData($"{Plain} username=\"alice\" password=\"hunter2\";", "column 57 of the value: required (behind the login module) must stand here")]
    [InlineData($"{Plain} required username=\"alice\" password=\"hunter2\"", "; at the end is missing at the end")]
    [InlineData($"{Plain} required username=\"alice\" password=\"hunter2;", "the quote that begins here is not closed")]
    [InlineData($"{Plain} required username=\"alice\" password=42;", "put the value in double quotes")]
    [InlineData($"{Plain} required username=\"alice\" password \"hunter2\";", "= must stand between an option and its value")]
    [InlineData($"{Plain} required username=\"alice\" password=\"a\"hunter2;", "= must stand between")]
    [InlineData($"{Plain} required username=\"alice\" password=\"hunter2\"; {Scram} required;", "one login module")]
    [InlineData($"{Plain} required username=\"alice\";", "it has no password: write password=\"…\"")]
    [InlineData($"{Scram} required username=\"alice\" password=\"hunter2\";", "ScramLoginModule does not belong to sasl.mechanism=PLAIN: that needs PlainLoginModule")]
    [InlineData("hunter2", "required (behind the login module) is missing at the end")]
    [InlineData("hunter2 required;", "the login module does not belong to sasl.mechanism=PLAIN")]
    public void Translate_ShouldSayWhatIsWrong_WithoutTheSecret_WhenJaasIsBroken(string jaas, string fault)
    {
        var detail = FaultOf($"sasl.mechanism=PLAIN\nsasl.jaas.config={jaas}");

        detail.ShouldStartWith("line 3: sasl.jaas.config: ");
        detail.ShouldContain(fault);
        detail.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("", "sasl.mechanism: it is missing")]
    [InlineData("sasl.mechanism=GSSAPI", "\"GSSAPI\" is not served: give PLAIN")]
    [InlineData("sasl.mechanism=plain", "line 2: sasl.mechanism: \"plain\" is not served: give PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER.")]
    [InlineData("sasl.mechanism=PLAIN", "sasl.jaas.config: it is missing: give it as: PlainLoginModule required username")]
    [InlineData($"sasl.mechanism=SCRAM-SHA-256\nsasl.jaas.config={Scram} required username=u password=p tokenauth=true;", "delegation tokens")]
    [InlineData("sasl.mechanism=OAUTHBEARER", "sasl.oauthbearer.client.credentials.client.secret: it is missing: give it, or clientSecret")]
    [InlineData($"{Endpoint}sasl.mechanism=OAUTHBEARER\nsasl.jaas.config={Bearer} required unsecuredLoginStringClaim_sub=u;", "unsecured tokens")]
    [InlineData("sasl.mechanism=OAUTHBEARER\nsasl.oauthbearer.token.endpoint.url=file:///token", "must be the https (or http) address")]
    [InlineData("sasl.mechanism=PLAIN\nsasl.login.callback.handler.class=com.example.Handler", "com.example.Handler cannot be run here")]
    public void Translate_ShouldRefuse(string text, string fault) => FaultOf(text).ShouldContain(fault);

    [Fact]
    public void Translate_ShouldReadClientCredentials()
    {
        var sasl = Login("OAUTHBEARER", $"{Bearer} required clientId=\"me\" clientSecret=\"hunter2\" scope=\"kafka\" extension_logicalCluster=\"lkc-1\";\n{Endpoint}");

        var client = sasl.TokenClient.ShouldNotBeNull();
        client.Endpoint.ShouldBe(new Uri("https://login.example/token"));
        (client.ClientId, client.ClientSecret, client.Scope).ShouldBe(("me", "hunter2", "kafka"));
        client.Extensions.ShouldBe(new Dictionary<string, string> { ["logicalCluster"] = "lkc-1" });
    }

    [Fact]
    public void Translate_ShouldPreferTheNewerKeys_OfClientCredentials()
    {
        var sasl = Login(
            "OAUTHBEARER",
            $"{Bearer} required clientId=\"me\" clientSecret=\"hunter2\" scope=\"kafka\";\n{Endpoint}"
                + "sasl.oauthbearer.client.credentials.client.id=you\nsasl.oauthbearer.client.credentials.client.secret=other\nsasl.oauthbearer.scope=all");

        (sasl.TokenClient!.ClientId, sasl.TokenClient.ClientSecret, sasl.TokenClient.Scope).ShouldBe(("you", "other", "all"));
    }

    [Fact]
    public void Security_ShouldShowNoSecret()
    {
        var security = Translate($"""
            ssl.keystore.location=client.jks
            ssl.keystore.password=hunter2
            ssl.key.password=hunter2
            sasl.mechanism=OAUTHBEARER
            sasl.oauthbearer.client.credentials.client.id=me
            sasl.oauthbearer.client.credentials.client.secret=hunter2
            {Endpoint}
            """).Security;

        security.ToString().ShouldBe("SaslSsl, key store JKS client.jks, trust store none, OAuthBearer");
        security.Sasl!.TokenClient!.ToString().ShouldBe("me");
        security.KeyStore!.ToString().ShouldBe("JKS client.jks");
    }

    private static JavaSasl Login(string mechanism, string jaas) => Translate($"sasl.mechanism={mechanism}\nsasl.jaas.config={jaas}").Security.Sasl.ShouldNotBeNull();

    private static string FaultOf(string text) => Should.Throw<KafkaFailureException>(() => Translate(text)).Failure.Detail;

    private static JavaClientProperties Translate(string text) =>
        JavaClientProperties.Translate(PropertiesText.Parse("security.protocol=SASL_SSL\n" + text));
}
