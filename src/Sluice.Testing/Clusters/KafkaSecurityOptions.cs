// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>
/// How clients have to log in to a <see cref="KafkaProcess"/>. The brokers talk among themselves, and tests administer them, over a
/// second listener without security (<see cref="KafkaProcess.PlainBootstrapServers"/>).
/// </summary>
public sealed record KafkaSecurityOptions
{
    /// <summary>Whether clients connect by TLS, to certificates of an authority made for this Kafka alone.</summary>
    /// <value>Default true.</value>
    public bool Tls { get; init; } = true;

    /// <summary>Whether clients show a certificate; with SASL its name is not the principal.</summary>
    /// <value>Default <see cref="ClientAuthentication.None"/>; anything else needs <see cref="Tls"/>.</value>
    public ClientAuthentication ClientAuthentication { get; init; }

    /// <summary>Host names and IP addresses in the brokers' certificate, which clients compare with where they connect to.</summary>
    /// <value>Default <c>localhost</c> and <c>127.0.0.1</c>; the brokers are at the latter.</value>
    public IReadOnlyList<string> BrokerNames { get; init; } = ["localhost", "127.0.0.1"];

    /// <summary>
    /// The password of every store that is handed out. Of ASCII letters, digits and <c>.</c> <c>_</c> <c>-</c>, at least six, as Java demands.
    /// </summary>
    /// <value>Default <c>store-password</c>.</value>
    public string StorePassword { get; init; } = "store-password";

    /// <summary>
    /// Passwords by user name; if there are any, clients log in with SASL, by <c>PLAIN</c>, <c>SCRAM-SHA-256</c> or <c>SCRAM-SHA-512</c>
    /// as they like. Both of ASCII letters, digits and <c>.</c> <c>_</c> <c>-</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Users { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether clients may log in with SASL <c>OAUTHBEARER</c> and a token that nobody signed (<c>alg</c> is <c>none</c>): its
    /// <c>sub</c> is the user. That is Kafka's own way to test without a provider of tokens.
    /// </summary>
    public bool UnsignedTokens { get; init; }

    /// <summary>
    /// Whether clients may do only what access control lists allow (StandardAuthorizer, nothing allowed at first). Who comes over the
    /// plain listener may do all (<c>User:ANONYMOUS</c> is the super user), so that a test can set up the lists.
    /// A client is <c>User:</c> and its SASL user name or else its certificate's subject, which is <c>CN=client</c> in what is handed out.
    /// </summary>
    public bool Authorize { get; init; }

    internal bool Sasl => Users.Count > 0 || UnsignedTokens;

    internal string Protocol => (Tls, Sasl) switch
    {
        (true, true) => "SASL_SSL",
        (true, false) => "SSL",
        (false, true) => "SASL_PLAINTEXT",
        _ => "PLAINTEXT",
    };

    internal void Validate()
    {
        Require(Tls || Sasl, "there is no security without Tls, Users or UnsignedTokens");
        Require(Tls || ClientAuthentication == ClientAuthentication.None, "client certificates need Tls");
        Require(
            !Authorize || Sasl || ClientAuthentication == ClientAuthentication.Required,
            "Authorize needs to know who a client is: by Users, UnsignedTokens or required client certificates");
        Require(IsPlain(StorePassword) && StorePassword.Length >= 6, "StorePassword needs six or more ASCII letters, digits, '.', '_' or '-'");
        Require(
            Users.All(user => IsPlain(user.Key) && IsPlain(user.Value)),
            "names and passwords of Users need to be of ASCII letters, digits, '.', '_' and '-'");
    }

    // What needs no escape in properties, JAAS and the storage tool's arguments.
    private static bool IsPlain(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException($"The security options do not fit together: {rule}.");
        }
    }
}
