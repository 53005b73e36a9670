// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>
/// Every property of Kafka's Java consumer, producer and admin client (4.3), and what becomes of it: such a file is often shared by all three.
/// </summary>
internal static class JavaPropertyTable
{
    private const string Jvm = "it belongs to Java's own TLS.";
    private const string Metrics = "it belongs to the Java client's metrics.";
    private const string Idempotence = "the producer is idempotent, so that no record is doubled or overtaken.";
    private const string Deadline = "each call brings its own deadline.";
    private const string Broker = "only brokers use it.";
    private const string Refresh = "the client renews a token itself when 80 % of its life are over.";
    private const string Kerberos = "Kerberos is not served.";
    private const string Custom = "a Java class cannot be run here.";
    private const string Assertion = "a token is asked for with a client id and a secret, not with an assertion.";
    private const string Share = "share groups are not served.";
    private const string Partitioner = "keys are placed as Java producers place them (murmur2).";
    private const string Serializer = "what is written comes as bytes.";
    private const string Level = "the codec's own level is used.";

    /// <summary>The rows, by key.</summary>
    public static IReadOnlyDictionary<string, JavaPropertyRule> Rows { get; } = new JavaPropertyRule[]
    {
        Applied("bootstrap.servers", JavaValue.List, "where the cluster is; a protocol before a host is left out."),
        Refused("bootstrap.controllers", "Sluice talks to brokers: give bootstrap.servers."),
        Same("client.id", JavaValue.Text),
        Same("client.rack", JavaValue.Text),
        Same("client.dns.lookup", JavaValue.OneOf("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only")),
        Number("connections.max.idle.ms", "connections.max.idle.ms", JavaValue.Long(long.MinValue), 0, int.MaxValue),
        Number("metadata.max.age.ms", "topic.metadata.refresh.interval.ms", JavaValue.Long(), 1, 3_600_000),
        Same("metadata.recovery.strategy", JavaValue.AnyCaseOf("none", "rebootstrap")),
        Number("metadata.recovery.rebootstrap.trigger.ms", "metadata.recovery.rebootstrap.trigger.ms", JavaValue.Long(), 0, int.MaxValue),
        Number("reconnect.backoff.ms", "reconnect.backoff.ms", JavaValue.Long(), 0, 3_600_000),
        Number("reconnect.backoff.max.ms", "reconnect.backoff.max.ms", JavaValue.Long(), 0, 3_600_000),
        Number("retry.backoff.ms", "retry.backoff.ms", JavaValue.Long(), 1, 300_000),
        Number("retry.backoff.max.ms", "retry.backoff.max.ms", JavaValue.Long(), 1, 300_000),
        Number("request.timeout.ms", "socket.timeout.ms", JavaValue.Int(), 10, 300_000),
        Number("socket.connection.setup.timeout.ms", "socket.connection.setup.timeout.ms", JavaValue.Long(), 1_000, int.MaxValue),
        Ignored("socket.connection.setup.timeout.max.ms", "every connection has the same time to be set up."),
        Number("send.buffer.bytes", "socket.send.buffer.bytes", JavaValue.Int(-1), 0, 100_000_000),
        Number("receive.buffer.bytes", "socket.receive.buffer.bytes", JavaValue.Int(-1), 0, 100_000_000),
        Same("enable.metrics.push", JavaValue.Flag),
        Ignored("default.api.timeout.ms", Deadline),
        Ignored("metric.reporters", Metrics),
        Ignored("metrics.num.samples", Metrics),
        Ignored("metrics.recording.level", Metrics),
        Ignored("metrics.sample.window.ms", Metrics),
        Ignored("auto.include.jmx.reporter", Metrics),
        Ignored("interceptor.classes", Custom),
        Refused("config.providers", "values from elsewhere are not looked up: write the values themselves, or give passwords as Sluice takes them."),

        Applied(
            "security.protocol", JavaValue.AnyCaseOf("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
            "whether TLS and login are used."),
        Ignored("security.providers", Jvm),
        Applied("ssl.keystore.type", JavaValue.AnyCaseOf("JKS", "PKCS12", "PEM", "JCEKS"), "how the key store is written."),
        Applied("ssl.keystore.location", JavaValue.Text, "the file of the client's key and certificates."),
        Applied("ssl.keystore.password", JavaValue.Text, "opens the key store."),
        Applied("ssl.keystore.key", JavaValue.Text, "the client's key itself, as PEM."),
        Applied("ssl.keystore.certificate.chain", JavaValue.Text, "the client's certificates themselves, as PEM."),
        Applied("ssl.key.password", JavaValue.Text, "opens the key in the store; without it, the store's password does."),
        Applied("ssl.truststore.type", JavaValue.AnyCaseOf("JKS", "PKCS12", "PEM", "JCEKS"), "how the trust store is written."),
        Applied("ssl.truststore.location", JavaValue.Text, "the file of the authorities that brokers are trusted by."),
        Applied("ssl.truststore.password", JavaValue.Text, "opens the trust store."),
        Applied("ssl.truststore.certificates", JavaValue.Text, "the authorities themselves, as PEM."),
        Applied(
            "ssl.endpoint.identification.algorithm", JavaValue.AnyCaseOf("https", "") with { Allowed = "https, or empty to turn it off" },
            "https compares a broker's name with its certificate; empty does not."),
        Ignored("ssl.cipher.suites", "Java's and OpenSSL's names of cipher suites differ: the client's own are used."),
        Ignored("ssl.enabled.protocols", "TLS 1.2 and 1.3 are used, as the broker has it."),
        Ignored("ssl.protocol", "TLS 1.2 and 1.3 are used, as the broker has it."),
        Ignored("ssl.provider", Jvm),
        Ignored("ssl.keymanager.algorithm", Jvm),
        Ignored("ssl.trustmanager.algorithm", Jvm),
        Ignored("ssl.secure.random.implementation", Jvm),
        Refused("ssl.engine.factory.class", Custom),

        Applied("sasl.mechanism", JavaValue.Text, "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER; another is refused."),
        Applied(
            "sasl.jaas.config", JavaValue.Text,
            "user and password of PlainLoginModule and ScramLoginModule; clientId, clientSecret, scope and extensions of OAuthBearerLoginModule."),
        Applied(
            "sasl.login.callback.handler.class", JavaValue.Text,
            "Kafka's own OAuthBearerLoginCallbackHandler; another is refused: " + Custom),
        Refused("sasl.client.callback.handler.class", Custom),
        Refused("sasl.login.class", Custom),
        Applied("sasl.oauthbearer.token.endpoint.url", JavaValue.Text, "where tokens are asked for: http or https."),
        Applied(
            "sasl.oauthbearer.client.credentials.client.id", JavaValue.Text,
            "the client's id; wins over clientId of sasl.jaas.config."),
        Applied(
            "sasl.oauthbearer.client.credentials.client.secret", JavaValue.Text,
            "the client's secret; wins over clientSecret of sasl.jaas.config."),
        Applied("sasl.oauthbearer.scope", JavaValue.Text, "what the token is for; wins over scope of sasl.jaas.config."),
        Applied(
            "sasl.oauthbearer.jwt.retriever.class", JavaValue.Text,
            "Kafka's DefaultJwtRetriever or ClientCredentialsJwtRetriever; another is refused: " + Custom),
        Ignored("sasl.oauthbearer.jwt.validator.class", "the broker checks the token."),
        Refused("sasl.oauthbearer.assertion.algorithm", Assertion),
        Refused("sasl.oauthbearer.assertion.claim.aud", Assertion),
        Refused("sasl.oauthbearer.assertion.claim.exp.seconds", Assertion),
        Refused("sasl.oauthbearer.assertion.claim.iss", Assertion),
        Refused("sasl.oauthbearer.assertion.claim.jti.include", Assertion),
        Refused("sasl.oauthbearer.assertion.claim.nbf.seconds", Assertion),
        Refused("sasl.oauthbearer.assertion.claim.sub", Assertion),
        Refused("sasl.oauthbearer.assertion.file", Assertion),
        Refused("sasl.oauthbearer.assertion.private.key.file", Assertion),
        Refused("sasl.oauthbearer.assertion.private.key.passphrase", Assertion),
        Refused("sasl.oauthbearer.assertion.template.file", Assertion),
        Ignored("sasl.oauthbearer.clock.skew.seconds", Broker),
        Ignored("sasl.oauthbearer.expected.audience", Broker),
        Ignored("sasl.oauthbearer.expected.issuer", Broker),
        Ignored("sasl.oauthbearer.header.urlencode", "id and secret are sent as they are."),
        Ignored("sasl.oauthbearer.jwks.endpoint.refresh.ms", Broker),
        Ignored("sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms", Broker),
        Ignored("sasl.oauthbearer.jwks.endpoint.retry.backoff.ms", Broker),
        Ignored("sasl.oauthbearer.jwks.endpoint.url", Broker),
        Ignored("sasl.oauthbearer.scope.claim.name", "the client only looks at the token's subject and life."),
        Ignored("sasl.oauthbearer.sub.claim.name", "the token's subject is its claim sub."),
        Ignored("sasl.login.connect.timeout.ms", Deadline),
        Ignored("sasl.login.read.timeout.ms", Deadline),
        Ignored("sasl.login.retry.backoff.ms", Refresh),
        Ignored("sasl.login.retry.backoff.max.ms", Refresh),
        Ignored("sasl.login.refresh.buffer.seconds", Refresh),
        Ignored("sasl.login.refresh.min.period.seconds", Refresh),
        Ignored("sasl.login.refresh.window.factor", Refresh),
        Ignored("sasl.login.refresh.window.jitter", Refresh),
        Ignored("sasl.kerberos.kinit.cmd", Kerberos),
        Ignored("sasl.kerberos.min.time.before.relogin", Kerberos),
        Ignored("sasl.kerberos.service.name", Kerberos),
        Ignored("sasl.kerberos.ticket.renew.jitter", Kerberos),
        Ignored("sasl.kerberos.ticket.renew.window.factor", Kerberos),

        Applied("group.id", JavaValue.Text, "the consumer group."),
        Applied("group.instance.id", JavaValue.Text, "static membership."),
        Applied("group.protocol", JavaValue.AnyCaseOf("classic", "consumer"), "consumer: the broker assigns (KIP-848)."),
        Applied("group.remote.assignor", JavaValue.Text, "which assignor the broker uses; only with group.protocol=consumer."),
        Applied(
            "partition.assignment.strategy", JavaValue.List,
            "RangeAssignor, RoundRobinAssignor, CooperativeStickyAssignor; another is left out with a warning, and only another is an error."),
        Applied("enable.auto.commit", JavaValue.Flag, "whether offsets are committed from time to time."),
        Applied("auto.commit.interval.ms", JavaValue.Int(), "how often."),
        Applied(
            "auto.offset.reset", JavaValue.Text,
            "earliest, latest, none, or by_duration: and an ISO 8601 duration, such as by_duration:P1DT6H."),
        Applied(
            "isolation.level", JavaValue.OneOf("read_committed", "read_uncommitted"),
            "whether records of open and aborted transactions are read."),
        Applied("max.poll.records", JavaValue.Int(1), "the most records of one batch."),
        Applied("max.poll.interval.ms", JavaValue.Int(1), "how long one batch may take."),
        Applied("session.timeout.ms", JavaValue.Int(), "how soon a silent member is given up; not with group.protocol=consumer."),
        Applied("heartbeat.interval.ms", JavaValue.Int(), "how often a member says that it lives; not with group.protocol=consumer."),
        Applied(
            "key.deserializer", JavaValue.Text,
            "Kafka's own of String, ByteArray, Bytes, ByteBuffer, Short, Integer, Long, Float, Double, UUID; another leaves bytes, with a warning."),
        Applied("value.deserializer", JavaValue.Text, "as key.deserializer."),
        Applied("deserializer.encoding", JavaValue.AnyCaseOf("UTF-8", "UTF8"), "texts are UTF-8."),
        Applied("key.deserializer.encoding", JavaValue.AnyCaseOf("UTF-8", "UTF8"), "texts are UTF-8."),
        Applied("value.deserializer.encoding", JavaValue.AnyCaseOf("UTF-8", "UTF8"), "texts are UTF-8."),
        Consumers("check.crcs", "check.crcs", JavaValue.Flag),
        Consumers("fetch.min.bytes", "fetch.min.bytes", JavaValue.Int(), 1, 100_000_000),
        Consumers("fetch.max.bytes", "fetch.max.bytes", JavaValue.Int(), 0, 2_147_483_135),
        Consumers("fetch.max.wait.ms", "fetch.wait.max.ms", JavaValue.Int(), 0, 300_000),
        Consumers("max.partition.fetch.bytes", "max.partition.fetch.bytes", JavaValue.Int(), 1, 1_000_000_000),
        Ignored("allow.auto.create.topics", "topics are created by asking for it, never by reading."),
        Ignored("exclude.internal.topics", "topics are named one by one."),
        Ignored("internal.throw.on.fetch.stable.offset.unsupported", "it is internal to Java's client."),
        Ignored("share.acknowledgement.mode", Share),
        Ignored("share.acquire.mode", Share),

        Number("batch.size", "batch.size", JavaValue.Int(), 1, int.MaxValue),
        Same("compression.type", JavaValue.OneOf("none", "gzip", "snappy", "lz4", "zstd")),
        Ignored("compression.gzip.level", Level),
        Ignored("compression.lz4.level", Level),
        Ignored("compression.zstd.level", Level),
        Ignored("acks", "every record is acknowledged by all in-sync replicas."),
        Ignored("enable.idempotence", Idempotence),
        Ignored("max.in.flight.requests.per.connection", Idempotence),
        Ignored("retries", Idempotence),
        Ignored("linger.ms", "use Kafka:Linger."),
        Ignored("buffer.memory", "use Kafka:MaxWriteQueueBytes."),
        Ignored("max.request.size", "use Kafka:MaxRecordBytes."),
        Ignored("max.block.ms", Deadline),
        Ignored("delivery.timeout.ms", "use Kafka:DeliveryTimeout."),
        Ignored("metadata.max.idle.ms", "the client decides what it keeps."),
        Ignored("partitioner.class", Partitioner),
        Ignored("partitioner.adaptive.partitioning.enable", Partitioner),
        Ignored("partitioner.availability.timeout.ms", Partitioner),
        Ignored("partitioner.ignore.keys", Partitioner),
        Ignored("key.serializer", Serializer),
        Ignored("value.serializer", Serializer),
        Ignored("transactional.id", "Sluice writes without transactions."),
        Ignored("transaction.timeout.ms", "Sluice writes without transactions."),
        Ignored("transaction.two.phase.commit.enable", "Sluice writes without transactions."),
    }.ToDictionary(row => row.Key, StringComparer.Ordinal);

    private static JavaPropertyRule Same(string key, JavaValue value) => new(key, JavaPropertyTreatment.Translated, value, "") { Target = key };

    private static JavaPropertyRule Number(string key, string target, JavaValue value, long least, long most) =>
        new(key, JavaPropertyTreatment.Translated, value, "") { Target = target, Least = least, Most = most };

    private static JavaPropertyRule Consumers(string key, string target, JavaValue value) =>
        new(key, JavaPropertyTreatment.Translated, value, "") { Target = target, IsConsumers = true };

    private static JavaPropertyRule Consumers(string key, string target, JavaValue value, long least, long most) =>
        Number(key, target, value, least, most) with { IsConsumers = true };

    private static JavaPropertyRule Applied(string key, JavaValue value, string note) => new(key, JavaPropertyTreatment.Applied, value, note);

    private static JavaPropertyRule Ignored(string key, string reason) => new(key, JavaPropertyTreatment.Ignored, JavaValue.Text, reason);

    private static JavaPropertyRule Refused(string key, string reason) => new(key, JavaPropertyTreatment.Refused, JavaValue.Text, reason);
}
