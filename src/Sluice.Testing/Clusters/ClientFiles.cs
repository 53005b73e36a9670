// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>
/// A folder of files as whoever runs a cluster hands them out to the team of a client: key store and trust store in each format, and a
/// Java client's properties. Every store has the same password. It is removed with the <see cref="KafkaProcess"/>.
/// Without TLS there is only the properties file. Immutable.
/// </summary>
public sealed class ClientFiles
{
    internal ClientFiles(string folder, string password, IReadOnlyDictionary<string, string> clientProperties)
    {
        Folder = folder;
        Password = password;
        ClientProperties = clientProperties;
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>The password of every store, and of the keys in it.</summary>
    public string Password { get; }

    /// <summary><c>client.jks</c>: key and certificates under the alias <c>client</c>, made by Java's keytool.</summary>
    public string JksKeyStore => PathOf("client.jks");

    /// <summary><c>truststore.jks</c>: the authority's certificate under the alias <c>ca</c>, made by Java's keytool.</summary>
    public string JksTrustStore => PathOf("truststore.jks");

    /// <summary><c>client.p12</c>: key and certificates (PBES2, AES-256).</summary>
    public string Pkcs12KeyStore => PathOf("client.p12");

    /// <summary><c>truststore.p12</c>: the authority's certificate as Java keeps it, made by its keytool.</summary>
    public string Pkcs12TrustStore => PathOf("truststore.p12");

    /// <summary><c>client.pem</c>: the key (PKCS#8, not encrypted), then the client's certificate, then its authority's.</summary>
    public string PemKeyStore => PathOf("client.pem");

    /// <summary><c>ca.pem</c>: the authority's certificate.</summary>
    public string PemTrustStore => PathOf("ca.pem");

    /// <summary><c>client.properties</c>: what a Java client needs to connect, with the JKS stores.</summary>
    public string PropertiesFile => PathOf("client.properties");

    /// <summary>What a librdkafka client needs to connect, with the PEM files; without <c>bootstrap.servers</c>.</summary>
    public IReadOnlyDictionary<string, string> ClientProperties { get; }

    private string PathOf(string file) => Path.Combine(Folder, file);
}
