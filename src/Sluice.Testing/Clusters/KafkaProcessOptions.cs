// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Clusters;

/// <summary>
/// Which Kafka is started by <see cref="KafkaProcess"/>, and in what shape. Groups settle sooner than by Kafka's own defaults: sessions may
/// be as short as 1 s, members do not wait for others at first, and those of the new protocol (KIP-848) send a heartbeat every 0.3 s.
/// </summary>
public sealed record KafkaProcessOptions
{
    /// <summary>Folder of an Apache Kafka distribution, 4.0 or later, that holds <c>libs/</c>.</summary>
    /// <value>Default: the environment variable <c>KAFKA_HOME</c>.</value>
    public string? KafkaHome { get; init; }

    /// <summary>Number of brokers, each of them a controller too; topics are replicated to three of them where there are three.</summary>
    /// <value>Default 1; 1–9.</value>
    public int Brokers { get; init; } = 1;

    /// <summary>Whether asking for an unknown topic creates it (<c>auto.create.topics.enable</c>).</summary>
    /// <value>Default false.</value>
    public bool AutoCreateTopics { get; init; }

    /// <summary>How clients have to log in.</summary>
    /// <value>Default null: they need not.</value>
    public KafkaSecurityOptions? Security { get; init; }

    /// <summary>Properties of <c>server.properties</c> for every broker, by Kafka's own names; they win over those set here.</summary>
    public IReadOnlyDictionary<string, string> ServerProperties { get; init; } = new Dictionary<string, string>();

    /// <summary>Largest Java heap of each broker, in MiB.</summary>
    /// <value>Default 512.</value>
    public int HeapMegabytes { get; init; } = 512;

    /// <summary>
    /// Options of each broker's Java machine, by Java's own names; they win over those set here, which favour a quick start over speed
    /// (<c>-XX:+UseSerialGC -XX:TieredStopAtLevel=1</c>). A broker that is measured wants <c>-XX:TieredStopAtLevel=4</c>.
    /// </summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> JavaOptions { get; init; } = [];

    /// <summary>How long a start or restart may take.</summary>
    /// <value>Default 5 min: it is for one that hangs; one that fails ends, and is told of at once.</value>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a running broker may take to stop in an orderly way before it is killed, when it is restarted.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
