// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Core;
using Sluice.Core.Connections;
using Sluice.Core.Connections.Security;
using Sluice.Core.Errors;
using Sluice.Testing.Files;
using Sluice.Testing.Values;

namespace Sluice.Testing.Pipelines;

/// <summary>Opens the clusters of a pipeline file.</summary>
internal sealed class ClusterOpener(PipelineFile pipeline, ValueScope values, FileFaults faults, PipelineOptions options)
{
    public async Task<KafkaCluster> OpenAsync(ClusterDefinition cluster, CancellationToken cancellationToken)
    {
        if (options.Embedded is { } embedded)
        {
            return KafkaCluster.Open(embedded, time: options.Time);
        }

        var connection = options.Process is { } process
            ? new KafkaConnectionOptions { BootstrapServers = process.PlainBootstrapServers } : Read(cluster);
        faults.ThrowIfAny();
        try
        {
            return await KafkaCluster.ConnectAsync(connection, options.Timeout, cancellationToken, time: options.Time).ConfigureAwait(false);
        }
        catch (KafkaFailureException exception) when (exception.Failure.Code == FailureCode.InvalidConfiguration)
        {
            throw new FileFaultsException([new FileFault(pipeline.File, cluster.Position.Line, cluster.Position.Column, exception.Message)], exception);
        }
        catch (KafkaFailureException exception)
        {
            throw new PipelineException($"Cluster \"{cluster.Name}\": {exception.Message}", exception);
        }
    }

    /// <summary>The connection as the file has it; what is wrong becomes a fault.</summary>
    public KafkaConnectionOptions Read(ClusterDefinition cluster)
    {
        var connection = new KafkaConnectionOptions
        {
            BootstrapServers = options.BootstrapServers ?? Text(cluster, cluster.Bootstrap),
            JavaProperties = Path(Text(cluster, cluster.PropertiesFile)),
        };
        foreach (var (name, value) in cluster.Settings)
        {
            connection.Properties[name] = Text(cluster, value) ?? "";
        }

        if (cluster.Security is { } security)
        {
            Fill(connection.Security, cluster, security);
        }

        return connection;
    }

    private void Fill(KafkaSecurityOptions security, ClusterDefinition cluster, JsonObject written)
    {
        string? Plain(string key) => Text(cluster, written[key]?.GetValue<string>());
        string? Secret(string key) => Place(cluster, key, written[key]?.GetValue<string>());
        var password = Secret("password");
        security.Protocol = Plain("protocol");
        security.KeyStore = Path(Plain("keystore"));
        security.KeyStorePassword = Secret("keystorePassword") ?? (security.KeyStore is null ? null : password);
        security.KeyPassword = Secret("keyPassword");
        security.KeyAlias = Plain("keyAlias");
        security.TrustStore = Path(Plain("truststore"));
        security.TrustStorePassword = Secret("truststorePassword") ?? (security.TrustStore is null ? null : password);
        security.VerifyHostName = Plain("verifyHostName") != "false";
        security.SaslMechanism = Plain("mechanism");
        security.SaslUser = Plain("user");
        security.SaslPassword = Secret("saslPassword") ?? (security.SaslMechanism is null ? null : password);
        security.SaslTokenEndpoint = Plain("tokenEndpoint");
        security.SaslScope = Plain("scope");
    }

    // The connection wants to know where a password is, not what it is: ${secret:X} is the variable X, or the file that X_FILE names.
    private string? Place(ClusterDefinition cluster, string key, string? written)
    {
        if (written is null)
        {
            return null;
        }

        if (Template.Parse(written) is not [(var expression, true)] || expression.Split(':', 2) is not ["secret" or "env", var name])
        {
            faults.Add(pipeline.File, cluster.Position, $"\"{key}\" of cluster \"{cluster.Name}\": a password is not written here: use ${{secret:NAME}}.");
            return null;
        }

        // Read once, so that it is masked from now on, and missing now if it is missing.
        _ = Text(cluster, $"${{secret:{name}}}");
        var isFile = !options.Variables.ContainsKey(name) && Environment.GetEnvironmentVariable(name) is null
            && Environment.GetEnvironmentVariable(name + "_FILE") is { Length: > 0 };
        return isFile ? $"file:{Environment.GetEnvironmentVariable(name + "_FILE")}" : $"env:{name}";
    }

    private string? Path(string? path) => path is null ? null : System.IO.Path.Combine(pipeline.Folder, path);

    private string? Text(ClusterDefinition cluster, string? written)
    {
        try
        {
            return written is null ? null : values.ResolveText(written);
        }
        catch (ValueException exception)
        {
            faults.Add(pipeline.File, cluster.Position, $"cluster \"{cluster.Name}\": {exception.Message}");
            return null;
        }
    }
}
