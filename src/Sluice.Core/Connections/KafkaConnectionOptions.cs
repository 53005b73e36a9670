// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Connections.Security;

namespace Sluice.Core.Connections;

/// <summary>Where a cluster is and how to log in.</summary>
public sealed class KafkaConnectionOptions
{
    /// <summary>Configuration section these options are bound from.</summary>
    public const string SectionName = "Kafka";

    /// <summary>Comma-separated <c>host:port</c> pairs; null or empty means the embedded cluster.</summary>
    /// <value>Default none. For example <c>broker1:9092,broker2:9092</c>.</value>
    public string? BootstrapServers { get; set; }

    /// <summary>Any librdkafka property by its own name, passed through to every client. Sluice's own settings win where correctness needs them.</summary>
    /// <value>Default none. For example <c>security.protocol</c> with <c>SSL</c>.</value>
    public IDictionary<string, string> Properties { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A Java client's properties file, used as it is: bootstrap servers, login, and what a consumer needs.</summary>
    /// <value>Default none. A path, for example <c>/etc/kafka/client.properties</c>.</value>
    public string? JavaProperties { get; set; }

    /// <summary>How to log in, by files and by where passwords are; they are read by <see cref="LoadedConnection.LoadAsync"/>.</summary>
    public KafkaSecurityOptions Security { get; } = new();

    /// <summary>How to log in, read and checked.</summary>
    /// <value>Default null: as <see cref="Properties"/> say, or not at all.</value>
    internal KafkaLogin? Login { get; set; }
}
