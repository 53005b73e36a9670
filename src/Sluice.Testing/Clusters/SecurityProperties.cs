// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>What brokers and clients are told about security, in each one's own properties.</summary>
internal static class SecurityProperties
{
    /// <summary>The listener of clients; <c>PLAINTEXT</c> is that of the brokers and the tests.</summary>
    public const string Listener = "SECURED";

    private const string Prefix = "listener.name.secured.";
    private const string PlainModule = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private const string ScramModule = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private const string TokenModule = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required";

    /// <summary>The part of <c>server.properties</c>.</summary>
    public static IEnumerable<(string Name, string Value)> OfBroker(KafkaSecurityOptions security, string brokerPem, string authorityPem)
    {
        if (security.Tls)
        {
            yield return (Prefix + "ssl.keystore.type", "PEM");
            yield return (Prefix + "ssl.keystore.location", Slashes(brokerPem));
            yield return (Prefix + "ssl.truststore.type", "PEM");
            yield return (Prefix + "ssl.truststore.location", Slashes(authorityPem));
            yield return (Prefix + "ssl.client.auth", security.ClientAuthentication.ToString().ToLowerInvariant());
        }

        if (security.Sasl)
        {
            yield return (Prefix + "sasl.enabled.mechanisms", string.Join(',', MechanismsOf(security)));
        }

        if (security.Users.Count > 0)
        {
            var users = string.Concat(security.Users.Select(user => $" user_{user.Key}=\"{user.Value}\""));
            yield return (Prefix + "plain.sasl.jaas.config", $"{PlainModule}{users};");
            yield return (Prefix + "scram-sha-256.sasl.jaas.config", $"{ScramModule};");
            yield return (Prefix + "scram-sha-512.sasl.jaas.config", $"{ScramModule};");
        }

        if (security.UnsignedTokens)
        {
            yield return (Prefix + "oauthbearer.sasl.jaas.config", $"{TokenModule} unsecuredLoginStringClaim_sub=\"broker\";");
        }

        if (security.Authorize)
        {
            yield return ("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
            yield return ("super.users", "User:ANONYMOUS");
        }
    }

    /// <summary>The users as arguments of Kafka's storage tool.</summary>
    public static IEnumerable<string> StorageArguments(KafkaSecurityOptions? security) =>
        from user in security?.Users ?? new Dictionary<string, string>()
        from mechanism in (string[])["SCRAM-SHA-256", "SCRAM-SHA-512"]
        from argument in (string[])["--add-scram", $"{mechanism}=[name={user.Key},password={user.Value}]"]
        select argument;

    /// <summary>A Java client's properties.</summary>
    public static IEnumerable<(string Name, string Value)> OfJavaClient(KafkaSecurityOptions security, ClientFiles files, string servers)
    {
        yield return ("bootstrap.servers", servers);
        yield return ("security.protocol", security.Protocol);
        if (security.Tls)
        {
            yield return ("ssl.truststore.location", Slashes(files.JksTrustStore));
            yield return ("ssl.truststore.type", "JKS");
            yield return ("ssl.truststore.password", files.Password);
        }

        if (security.ClientAuthentication != ClientAuthentication.None)
        {
            yield return ("ssl.keystore.location", Slashes(files.JksKeyStore));
            yield return ("ssl.keystore.type", "JKS");
            yield return ("ssl.keystore.password", files.Password);
            yield return ("ssl.key.password", files.Password);
        }

        if (security.Users.Count > 0)
        {
            var (user, password) = security.Users.First();
            yield return ("sasl.mechanism", "SCRAM-SHA-512");
            yield return ("sasl.jaas.config", $"{ScramModule} username=\"{user}\" password=\"{password}\";");
        }
        else if (security.UnsignedTokens)
        {
            yield return ("sasl.mechanism", "OAUTHBEARER");
            yield return ("sasl.jaas.config", $"{TokenModule} unsecuredLoginStringClaim_sub=\"client\";");
        }
    }

    /// <summary>A librdkafka client's properties, with PEM files in that folder.</summary>
    public static Dictionary<string, string> OfClient(KafkaSecurityOptions security, string folder)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["security.protocol"] = security.Protocol.ToLowerInvariant() };
        if (security.Tls)
        {
            properties["ssl.ca.location"] = Path.Combine(folder, "ca.pem");
        }

        if (security.ClientAuthentication != ClientAuthentication.None)
        {
            properties["ssl.certificate.location"] = Path.Combine(folder, "client.pem");
            properties["ssl.key.location"] = Path.Combine(folder, "client.pem");
        }

        if (security.Users.Count > 0)
        {
            var (user, password) = security.Users.First();
            properties["sasl.mechanism"] = "SCRAM-SHA-512";
            properties["sasl.username"] = user;
            properties["sasl.password"] = password;
        }
        else if (security.UnsignedTokens)
        {
            properties["sasl.mechanism"] = "OAUTHBEARER";
            properties["enable.sasl.oauthbearer.unsecure.jwt"] = "true";
            properties["sasl.oauthbearer.config"] = "principal=client";
        }

        return properties;
    }

    private static IEnumerable<string> MechanismsOf(KafkaSecurityOptions security) =>
    [
        .. security.Users.Count > 0 ? (string[])["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] : [],
        .. security.UnsignedTokens ? (string[])["OAUTHBEARER"] : [],
    ];

    // A backslash escapes in properties; Java takes slashes on Windows too.
    private static string Slashes(string path) => path.Replace('\\', '/');
}
