// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Confluent.Kafka;
using Sluice.Core.Connections.Security;
using Sluice.Core.Errors;

namespace Sluice.Core.Connections;

/// <summary>Checked settings from which every client of a cluster is made. Immutable.</summary>
public sealed class KafkaConnection
{
    private static readonly Dictionary<string, string> NoLogin = [];

    private readonly Dictionary<string, string> _properties;

    private KafkaConnection(string bootstrapServers, Dictionary<string, string> properties, KafkaLogin? login)
    {
        BootstrapServers = bootstrapServers;
        _properties = properties;
        Login = login;
    }

    /// <summary>Comma-separated <c>host:port</c> pairs.</summary>
    public string BootstrapServers { get; }

    /// <summary>How to log in; null if not at all, or as the properties say.</summary>
    public KafkaLogin? Login { get; }

    /// <summary>Checks the options; nothing is connected yet.</summary>
    /// <exception cref="KafkaFailureException"><see cref="FailureCode.InvalidConfiguration"/>: each wrong property with its name and the reason.</exception>
    public static KafkaConnection Create(KafkaConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> faults = [.. Connections.BootstrapServers.FindFaults(options.BootstrapServers), .. PropertyCheck.FindFaults(options.Properties)];
        if (options.Login is null && (options.Security.IsGiven || !string.IsNullOrEmpty(options.JavaProperties)))
        {
            faults.Add("The settings name files to log in with that are not read yet: read them by LoadedConnection.LoadAsync, or connect by KafkaCluster.ConnectAsync.");
        }

        if (faults.Count > 0)
        {
            throw new KafkaFailureException(FailureCode.InvalidConfiguration, string.Join(Environment.NewLine, faults));
        }

        return new KafkaConnection(options.BootstrapServers!, new Dictionary<string, string>(options.Properties, StringComparer.Ordinal), options.Login);
    }

    /// <summary>A client configuration: <paramref name="defaults"/>, then the user's properties, then the login, then <paramref name="required"/>.</summary>
    internal ClientConfig CreateConfig(IReadOnlyDictionary<string, string> defaults, IReadOnlyDictionary<string, string> required)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["client.id"] = "sluice" };
        foreach (var layer in new[] { defaults, _properties, Login?.Properties ?? NoLogin, required })
        {
            foreach (var (name, value) in layer)
            {
                all[name] = value;
            }
        }

        // A user who raises the one means the other too, which the client would refuse.
        if (Number("reconnect.backoff.ms") is { } backoff && Number("reconnect.backoff.max.ms") is { } most && backoff > most)
        {
            all["reconnect.backoff.max.ms"] = all["reconnect.backoff.ms"];
        }

        all["bootstrap.servers"] = BootstrapServers;
        return new ClientConfig(all);

        int? Number(string name) => int.TryParse(all.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
