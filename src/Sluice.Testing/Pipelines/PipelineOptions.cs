// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Embedded;
using Sluice.Testing.Clusters;

namespace Sluice.Testing.Pipelines;

/// <summary>How a pipeline is opened.</summary>
public sealed class PipelineOptions
{
    /// <summary>
    /// Values that <c>${env:NAME}</c> and <c>${secret:NAME}</c> have besides the process's environment, and before it. Services that the kit starts
    /// get them as variables.
    /// </summary>
    public IDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>An embedded cluster in the place of every cluster of the file.</summary>
    /// <value>Default null.</value>
    public EmbeddedCluster? Embedded { get; set; }

    /// <summary>Brokers that were started for the run, in the place of every cluster of the file and its login.</summary>
    /// <value>Default null.</value>
    public KafkaProcess? Process { get; set; }

    /// <summary>Other bootstrap servers than those of the file; its login stays.</summary>
    /// <value>Default null.</value>
    public string? BootstrapServers { get; set; }

    /// <summary>Commands for services in the place of their <c>run</c>, by the service's name.</summary>
    public IDictionary<string, IReadOnlyList<string>> Commands { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Whether topics that are missing are created, with the partitions that the file gives them.</summary>
    /// <value>Default false; on an <see cref="Embedded"/> cluster and on a <see cref="Process"/> they always are.</value>
    public bool CreateTopics { get; set; }

    /// <summary>Whether the services' <c>run</c> commands are started, and ended with the pipeline.</summary>
    /// <value>Default false.</value>
    public bool StartServices { get; set; }

    /// <summary>Bytes that each tap keeps of what it has seen; the oldest are dropped first.</summary>
    /// <value>Default 256 MiB.</value>
    public long TapMemory { get; set; } = 256 * 1024 * 1024;

    /// <summary>How long opening may take, and each call to Kafka or a store after that.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an expectation waits that says nothing about it.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan Within { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of every deadline.</summary>
    /// <value>Default the system's.</value>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    internal bool CreatesTopics => CreateTopics || Embedded is not null || Process is not null;

    internal string? Variable(string name) => Variables.TryGetValue(name, out var value) ? value : Environment.GetEnvironmentVariable(name);
}
