// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Connections.Security;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections;

/// <summary>What settings say of a cluster, with all files and passwords read that they point to. Immutable.</summary>
/// <param name="Connection">Where the cluster is and how to log in.</param>
/// <param name="Consumer">What a Java client's properties say of a consumer; null without such a file.</param>
/// <param name="Warnings">What has no effect, or will become a trouble: a sentence each.</param>
public sealed record LoadedConnection(KafkaConnectionOptions Connection, JavaConsumer? Consumer, IReadOnlyList<string> Warnings)
{
    /// <summary>Reads what the options point to; what they say themselves wins over a Java client's properties.</summary>
    /// <param name="options">The settings; they are not changed.</param>
    /// <param name="timeout">How long each password may take to get.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="time">The clock that certificates are compared with.</param>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.InvalidConfiguration"/>: what is wrong and what to do.</exception>
    public static async Task<LoadedConnection> LoadAsync(
        KafkaConnectionOptions options, TimeSpan timeout, CancellationToken cancellationToken, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var loaded = new KafkaConnectionOptions { BootstrapServers = options.BootstrapServers, Login = options.Login };
        var java = options.JavaProperties is { Length: > 0 } file ? await ReadAsync(file, cancellationToken).ConfigureAwait(false) : null;
        if (java is not null)
        {
            if (options.Security.IsGiven)
            {
                throw new KafkaFailureException(
                    FailureCode.InvalidConfiguration, $"How to log in is said twice, by {options.JavaProperties} and by settings of our own: leave one out.");
            }

            loaded.BootstrapServers = string.IsNullOrWhiteSpace(options.BootstrapServers) ? java.BootstrapServers : options.BootstrapServers;
            loaded.Login ??= await KafkaLogin.LoadAsync(java.Security, options.Security.KeyAlias, cancellationToken, time).ConfigureAwait(false);
        }
        else if (options.Security.IsGiven)
        {
            loaded.Login ??= await KafkaLogin.LoadAsync(options.Security, timeout, cancellationToken, time).ConfigureAwait(false);
        }

        foreach (var (name, value) in (java?.KafkaProperties ?? new Dictionary<string, string>()).Where(p => OwnedProperties.FindReason(p.Key) is null))
        {
            loaded.Properties[name] = value;
        }

        foreach (var (name, value) in options.Properties)
        {
            loaded.Properties[name] = value;
        }

        return new LoadedConnection(loaded, java?.Consumer, [.. (java?.Warnings ?? []).Concat(loaded.Login?.Warnings ?? []).Distinct()]);
    }

    private static async Task<JavaClientProperties> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            // As Java reads it.
            var text = await File.ReadAllTextAsync(file, Encoding.Latin1, cancellationToken).ConfigureAwait(false);
            return JavaClientProperties.Translate(PropertiesText.Parse(text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KafkaFailureException(FailureCode.InvalidConfiguration, $"The properties cannot be read: {e.Message}", e);
        }
        catch (KafkaFailureException e)
        {
            throw new KafkaFailureException(FailureCode.InvalidConfiguration, $"{file}: {e.Message}", e);
        }
    }
}
