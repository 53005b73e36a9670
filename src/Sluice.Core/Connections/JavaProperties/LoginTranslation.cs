// SPDX-License-Identifier: Apache-2.0

using Confluent.Kafka;

namespace Sluice.Core.Connections.JavaProperties;

/// <summary>Reads SASL settings.</summary>
internal static class LoginTranslation
{
    private const string Mechanism = "sasl.mechanism";
    private const string Jaas = "sasl.jaas.config";
    private const string Endpoint = "sasl.oauthbearer.token.endpoint.url";
    private const string Plain = "PLAIN";
    private const string Bearer = "OAUTHBEARER";
    private const string Extension = "extension_";
    private const string Served = "PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER";

    // Kafka's own classes, which do what is done here.
    private static readonly Dictionary<string, string[]> AllowedClasses = new(StringComparer.Ordinal)
    {
        ["sasl.login.callback.handler.class"] =
        [
            "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
            "org.apache.kafka.common.security.oauthbearer.secured.OAuthBearerLoginCallbackHandler",
        ],
        ["sasl.oauthbearer.jwt.retriever.class"] =
        [
            "org.apache.kafka.common.security.oauthbearer.DefaultJwtRetriever",
            "org.apache.kafka.common.security.oauthbearer.ClientCredentialsJwtRetriever",
        ],
    };

    public static JavaSasl? Translate(Translation from)
    {
        foreach (var (key, classes) in AllowedClasses)
        {
            if (from.Find(key)?.Trim() is { } name && !classes.Contains(name, StringComparer.Ordinal))
            {
                from.AddFault(key, $"{name} cannot be run here: only {classes[0]} is known.");
            }
        }

        var jaas = ReadJaas(from);
        switch (from.Find(Mechanism))
        {
            case Plain: return WithPassword(from, SaslMechanism.Plain, jaas, "PlainLoginModule");
            case "SCRAM-SHA-256": return WithPassword(from, SaslMechanism.ScramSha256, jaas, "ScramLoginModule");
            case "SCRAM-SHA-512": return WithPassword(from, SaslMechanism.ScramSha512, jaas, "ScramLoginModule");
            case Bearer: return WithToken(from, jaas);
            case null:
                from.AddFault(Mechanism, $"it is missing, and Java's default (GSSAPI, Kerberos) is not served: give {Served}.");
                return null;
            case var other:
                from.AddFault(Mechanism, $"\"{other}\" is not served: give {Served}.");
                return null;
        }
    }

    private static JaasEntry? ReadJaas(Translation from)
    {
        if (from.Find(Jaas) is not { } text)
        {
            return null;
        }

        var (entry, fault) = JaasParser.Parse(text);
        if (fault is not null)
        {
            from.AddFault(Jaas, fault);
        }

        return entry;
    }

    private static JavaSasl? WithPassword(Translation from, SaslMechanism mechanism, JaasEntry? jaas, string module)
    {
        if (jaas is null)
        {
            RequireJaas(from, $"give it as: {module} required username=\"…\" password=\"…\";, the module with its package.");
            return null;
        }

        if (!IsModule(from, jaas, module))
        {
            return null;
        }

        if (string.Equals(jaas.Options.GetValueOrDefault("tokenauth"), "true", StringComparison.OrdinalIgnoreCase))
        {
            from.AddFault(Jaas, "delegation tokens (tokenauth) are not served: give a user and a password.");
        }

        return new JavaSasl { Mechanism = mechanism, User = Option(from, jaas, "username"), Password = Option(from, jaas, "password") };
    }

    private static JavaSasl? WithToken(Translation from, JaasEntry? jaas)
    {
        if (jaas is not null && !IsModule(from, jaas, "OAuthBearerLoginModule"))
        {
            return null;
        }

        if (jaas?.Options.Keys.Any(name => name.StartsWith("unsecured", StringComparison.Ordinal)) == true)
        {
            from.AddFault(Jaas, $"unsecured tokens are not served: give clientId, clientSecret and {Endpoint}.");
            return null;
        }

        var id = Credential(from, jaas, "sasl.oauthbearer.client.credentials.client.id", "clientId");
        var secret = Credential(from, jaas, "sasl.oauthbearer.client.credentials.client.secret", "clientSecret");
        var endpoint = TokenEndpoint(from);
        if (id is null || secret is null || endpoint is null)
        {
            return null;
        }

        return new JavaSasl
        {
            Mechanism = SaslMechanism.OAuthBearer,
            TokenClient = new JavaTokenClient
            {
                Endpoint = endpoint,
                ClientId = id,
                ClientSecret = secret,
                Scope = from.Find("sasl.oauthbearer.scope") ?? jaas?.Options.GetValueOrDefault("scope"),
                Extensions = (jaas?.Options ?? new Dictionary<string, string>())
                    .Where(option => option.Key.StartsWith(Extension, StringComparison.Ordinal))
                    .ToDictionary(option => option.Key[Extension.Length..], option => option.Value, StringComparer.Ordinal),
            },
        };
    }

    private static string? Credential(Translation from, JaasEntry? jaas, string key, string option)
    {
        var value = from.Find(key) ?? jaas?.Options.GetValueOrDefault(option);
        if (string.IsNullOrEmpty(value))
        {
            from.AddFault(key, $"it is missing: give it, or {option} in {Jaas}.");
            return null;
        }

        return value;
    }

    private static Uri? TokenEndpoint(Translation from)
    {
        if (Uri.TryCreate(from.Find(Endpoint), UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http")
        {
            return uri;
        }

        from.AddFault(Endpoint, "it must be the https (or http) address at which tokens are asked for.");
        return null;
    }

    private static void RequireJaas(Translation from, string advice)
    {
        // What is given and broken has its fault already.
        if (from.Find(Jaas) is null)
        {
            from.AddFault(Jaas, "it is missing: " + advice);
        }
    }

    private static bool IsModule(Translation from, JaasEntry jaas, string module)
    {
        if (jaas.ModuleName == module)
        {
            return true;
        }

        var given = jaas.ModuleName.EndsWith("LoginModule", StringComparison.Ordinal) ? jaas.ModuleName : "the login module";
        from.AddFault(Jaas, $"{given} does not belong to {Mechanism}={from.Find(Mechanism)}: that needs {module}.");
        return false;
    }

    private static string? Option(Translation from, JaasEntry jaas, string name)
    {
        if (jaas.Options.GetValueOrDefault(name) is { Length: > 0 } value)
        {
            return value;
        }

        from.AddFault(Jaas, $"it has no {name}: write {name}=\"…\" before the ; at the end.");
        return null;
    }
}
