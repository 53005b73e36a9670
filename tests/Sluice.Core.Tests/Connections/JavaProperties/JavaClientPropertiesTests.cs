// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;
using CsCheck;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.JavaProperties;

public sealed class JavaClientPropertiesTests
{
    [Fact]
    public void Translate_ShouldReadAWholeFile()
    {
        var result = Translate("""
            # as the infrastructure team hands it out
            bootstrap.servers = SSL://m1.example:9094, m2.example:9094
            security.protocol = SSL
            ssl.keystore.location = /etc/kafka/client.jks
            ssl.keystore.password = store
            ssl.key.password = key
            ssl.truststore.location = /etc/kafka/trust.p12
            ssl.truststore.type = pkcs12
            ssl.endpoint.identification.algorithm =
            group.id = KfConsumer1
            enable.auto.commit = FALSE
            max.poll.records = 50
            max.poll.interval.ms = 600000
            session.timeout.ms = 30000
            heartbeat.interval.ms = 10000
            auto.offset.reset = earliest
            isolation.level = read_committed
            key.deserializer = org.apache.kafka.common.serialization.StringDeserializer
            value.deserializer = com.example.OrderDeserializer
            request.timeout.ms = 20000
            fetch.max.wait.ms = 100
            send.buffer.bytes = -1
            client.id = orders
            """);

        result.BootstrapServers.ShouldBe("m1.example:9094,m2.example:9094");
        result.Security.ShouldBe(new JavaSecurity
        {
            Protocol = SecurityProtocol.Ssl,
            KeyStore = new JavaStore { Type = "JKS", Location = "/etc/kafka/client.jks", Password = "store" },
            TrustStore = new JavaStore { Type = "PKCS12", Location = "/etc/kafka/trust.p12" },
            KeyPassword = "key",
            VerifiesHostName = false,
        });
        result.KafkaProperties.ShouldBe(
            new Dictionary<string, string> { ["client.id"] = "orders", ["socket.timeout.ms"] = "20000", ["socket.send.buffer.bytes"] = "0" },
            ignoreOrder: true);
        var consumer = result.Consumer;
        (consumer.GroupId, consumer.EnableAutoCommit, consumer.MaxPollRecords).ShouldBe(("KfConsumer1", false, 50));
        (consumer.MaxPollInterval, consumer.SessionTimeout, consumer.HeartbeatInterval)
            .ShouldBe((TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10)));
        (consumer.AutoOffsetReset!.Kind, consumer.IsolationLevel).ShouldBe((JavaOffsetResetKind.Earliest, IsolationLevel.ReadCommitted));
        (consumer.KeyDeserializer, consumer.ValueDeserializer).ShouldBe((JavaDeserializer.Text, JavaDeserializer.Bytes));
        consumer.KafkaProperties.ShouldBe(new Dictionary<string, string> { ["fetch.wait.max.ms"] = "100" });
        result.Warnings.ShouldBe(["line 19: value.deserializer: com.example.OrderDeserializer cannot be run here: bytes are left as they are."]);
    }

    [Fact]
    public void Translate_ShouldSayNothing_WhenNothingIsSet()
    {
        var result = Translate("");

        result.BootstrapServers.ShouldBeNull();
        result.Security.ShouldBe(new JavaSecurity());
        result.Consumer.AutoOffsetReset.ShouldBeNull();
        result.KafkaProperties.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Translate_ShouldNameEveryFault_InTheOrderOfTheFile() =>
        FaultsOf("""
            bootstrap.servers=m1
            securty.protocol=SSL
            max.poll.records=many
            isolation.level=readcommitted
            config.providers=file
            config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
            ssl.keystore.password=${file:/etc/secrets:store}
            sasl.client.callback.handler.class=com.example.Iam
            auto.offset.reset=by_duration:P1M
            no.such.thing.at.all=1
            """).ShouldBe(
        [
            "line 1: bootstrap.servers: \"m1\" has no port: write host:port.",
            "line 2: \"securty.protocol\" is no setting that Kafka's clients know: is \"security.protocol\" meant?",
            "line 3: max.poll.records: \"many\" is wrong: it must be a whole number from 1 to 2147483647.",
            "line 4: isolation.level: \"readcommitted\" is wrong: it must be read_committed or read_uncommitted.",
            "line 5: config.providers cannot be used: values from elsewhere are not looked up: write the values themselves, or give passwords as Sluice takes them.",
            "line 7: ssl.keystore.password: references such as ${file:…} are not looked up: write the value itself.",
            "line 8: sasl.client.callback.handler.class cannot be used: a Java class cannot be run here.",
            "line 9: auto.offset.reset: \"by_duration:P1M\" is wrong: it must be earliest, latest, none, or by_duration: and an ISO 8601 duration, such as by_duration:P1DT6H.",
            "line 10: \"no.such.thing.at.all\" is no setting that Kafka's clients know: remove it, or end the line before it with \\ if it continues there.",
        ]);

    [Theory]
    [InlineData("metric.reporters=com.example.Reporter", "line 1: metric.reporters is ignored: it belongs to the Java client's metrics.")]
    [InlineData("acks=1", "line 1: acks is ignored: every record is acknowledged by all in-sync replicas.")]
    [InlineData("schema.registry.url=http://r", "line 1: schema.registry.url is ignored: it is no setting of Kafka's clients.")]
    [InlineData("request.timeout.ms=900000", "line 1: request.timeout.ms: 900000 is beyond what the client can do: 300000 is used.")]
    [InlineData("ssl.keystore.location=a.jks", "line 1: ssl.keystore.location: it has no effect with security.protocol=PLAINTEXT.")]
    [InlineData("security.protocol=SSL\nsasl.mechanism=PLAIN", "line 2: sasl.mechanism: it has no effect with security.protocol=SSL.")]
    [InlineData("security.protocol=SSL\nssl.truststore.password=p", "line 2: ssl.truststore.password: it has no effect without ssl.truststore.location.")]
    public void Translate_ShouldWarn(string text, string warning) => Translate(text).Warnings.ShouldBe([warning]);

    [Theory]
    [InlineData("enable.auto.commit=FALSE \t", false)]
    [InlineData("enable.auto.commit=true ", true)]
    public void Translate_ShouldReadAFlag_WithBlanksBehindIt(string text, bool expected) =>
        Translate(text).Consumer.EnableAutoCommit.ShouldBe(expected);

    [Theory]
    [InlineData("auto.offset.reset=none", JavaOffsetResetKind.None, null)]
    [InlineData("auto.offset.reset=latest", JavaOffsetResetKind.Latest, null)]
    [InlineData("auto.offset.reset=by_duration:P1DT6H0.5S", JavaOffsetResetKind.ByDuration, "1.06:00:00.5")]
    [InlineData("auto.offset.reset=by_duration:pt10m", JavaOffsetResetKind.ByDuration, "00:10:00")]
    public void Translate_ShouldReadWhereAGroupBegins(string text, JavaOffsetResetKind kind, string? age) =>
        Translate(text).Consumer.AutoOffsetReset.ShouldBe(
            new JavaOffsetReset(kind, age is null ? null : TimeSpan.Parse(age, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("RangeAssignor", "Range")]
    [InlineData("CooperativeStickyAssignor", "CooperativeSticky")]
    [InlineData("RangeAssignor, org.apache.kafka.clients.consumer.CooperativeStickyAssignor", "Range")]
    [InlineData("StickyAssignor,org.apache.kafka.clients.consumer.RoundRobinAssignor", "RoundRobin")]
    public void Translate_ShouldTakeTheAssignors_ThatTheClientHas(string classes, string expected) =>
        Translate($"partition.assignment.strategy=org.apache.kafka.clients.consumer.{classes}").Consumer.AssignmentStrategies
            .Select(strategy => strategy.ToString()).ShouldBe([expected]);

    [Theory]
    [InlineData("group.protocol=consumer\nsession.timeout.ms=6000", "line 2: session.timeout.ms: with group.protocol=consumer the broker decides it")]
    [InlineData("group.remote.assignor=uniform", "line 1: group.remote.assignor: it needs group.protocol=consumer")]
    [InlineData("partition.assignment.strategy=com.example.Mine", "none of these can be used: it must be RangeAssignor")]
    [InlineData("session.timeout.ms=3000\nheartbeat.interval.ms=3000", "line 2: heartbeat.interval.ms: it must be less than session.timeout.ms")]
    [InlineData("security.protocol=TLS", "must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL")]
    [InlineData("security.protocol=SSL\nssl.keystore.type=PEM\nssl.keystore.key=k", "line 3: ssl.keystore.key: ssl.keystore.key and")]
    [InlineData("security.protocol=SSL\nssl.truststore.certificates=c", "ssl.truststore.type: text is given instead of a file: that must be PEM")]
    [InlineData("security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.certificates=c\nssl.truststore.location=f", "remove one of them")]
    [InlineData("security.protocol=SSL\nssl.keystore.type=PEM\nssl.keystore.location=f\nssl.keystore.password=p", "a PEM store has no password")]
    [InlineData("username=\"alice\" password=\"hunter2\";", "remove it, or end the line before it with \\")]
    [InlineData("ssl.endpoint.identification.algorithm=none", "\"none\" is wrong: it must be https, or empty to turn it off")]
    [InlineData("retry.backoff.ms=", "\"\" is wrong: it must be a whole number")]
    public void Translate_ShouldRefuse(string text, string fault) => FaultsOf(text).ShouldContain(line => line.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void Translate_ShouldTakePemText()
    {
        var security = Translate("""
            security.protocol=ssl
            ssl.keystore.type=PEM
            ssl.keystore.key=-----BEGIN PRIVATE KEY-----\n\
               MIIE\n\
               -----END PRIVATE KEY-----
            ssl.keystore.certificate.chain=chain
            ssl.truststore.type=PEM
            ssl.truststore.certificates=authorities
            """).Security;

        security.KeyStore.ShouldBe(new JavaStore
        {
            Type = "PEM",
            PrivateKey = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
            Certificates = "chain",
        });
        security.TrustStore.ShouldBe(new JavaStore { Type = "PEM", Certificates = "authorities" });
    }

    [Fact]
    public void Translate_ShouldNotShowAKey_WhenItsLinesAreNotContinued()
    {
        const string Text = """
            ssl.keystore.key=-----BEGIN PRIVATE KEY-----
            MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
            k3x9==
            """;

        var faults = FaultsOf(Text);

        faults.Length.ShouldBe(2);
        faults.ShouldAllBe(fault => fault.Contains("what stands here is no setting", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PLAINTEXT")]
    [InlineData("SSL")]
    [InlineData("SASL_SSL\nsasl.mechanism=PLAIN")]
    [InlineData("SASL_SSL\nsasl.mechanism=OAUTHBEARER")]
    [InlineData("SSL\nssl.keystore.type=PEM\nssl.truststore.type=PEM\nssl.keystore.location=f\nssl.truststore.location=f")]
    public void Translate_ShouldNeverShowASecret(string security)
    {
        string[] words = ["password", "secret", "passphrase", "jaas", "keystore.key", "certificate", "token.endpoint"];
        var keys = JavaPropertyTable.Rows.Keys.Where(key => words.Any(word => key.Contains(word, StringComparison.Ordinal))).ToArray();

        keys.Length.ShouldBeGreaterThan(8);
        foreach (var key in keys)
        {
            SaidOf($"security.protocol={security}\n{key}=hunter2").ShouldNotContain("hunter2", customMessage: key);
        }
    }

    [Fact]
    public void Translate_ShouldEndInAnAnswerOrAFailure_WhateverTheValues() =>
        Gen.Select(
                Gen.OneOf<string>([.. JavaPropertyTable.Rows.Keys]),
                Gen.OneOf(Gen.String[Gen.Char[' ', '~'], 0, 20], Gen.OneOf("SSL", "SASL_SSL", "1", "-1", "PLAIN", "true")))
            .Array[0, 8]
            .Sample(pairs =>
            {
                try
                {
                    JavaClientProperties.Translate(pairs.Select((pair, i) => new JavaProperty(pair.Item1, pair.Item2, i + 1))).ShouldNotBeNull();
                }
                catch (KafkaFailureException e)
                {
                    e.Failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
                }
            });

    private static JavaClientProperties Translate(string text) => JavaClientProperties.Translate(PropertiesText.Parse(text));

    // Everything that a user may get to see.
    private static string SaidOf(string text)
    {
        try
        {
            var result = Translate(text);
            return string.Join('\n', [.. result.Warnings, $"{result.Security}", $"{result.Consumer}", $"{result}"]);
        }
        catch (KafkaFailureException e)
        {
            return e.ToString();
        }
    }

    private static string[] FaultsOf(string text) =>
        Should.Throw<KafkaFailureException>(() => Translate(text)).Failure.Detail.Split(Environment.NewLine);
}
