// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Sluice.Core.Embedded;

/// <summary>
/// A Kafka cluster inside this process: librdkafka's mock cluster, spoken to over its own ports on 127.0.0.1 like any Kafka.
/// Data lives in memory and the last 5 MiB of each partition are kept. Several can live in one process. Thread-safe.
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable, IDisposable
{
    private readonly MockClusterHandle _handle;

    private EmbeddedCluster(MockClusterHandle handle, EmbeddedClusterOptions options)
    {
        _handle = handle;
        Options = options;
        BootstrapServers = Marshal.PtrToStringUTF8(Librdkafka.MockClusterBootstraps(handle))!;
        Librdkafka.MockGroupInitialRebalanceDelay(handle, (int)options.GroupInitialRebalanceDelay.TotalMilliseconds);
    }

    /// <summary>Comma-separated <c>host:port</c> pairs, valid for librdkafka-based clients in any process of this machine.</summary>
    public string BootstrapServers { get; }

    /// <summary>The cluster's shape.</summary>
    public EmbeddedClusterOptions Options { get; }

    /// <summary>Starts a cluster; it is ready when the call returns (some milliseconds).</summary>
    public static EmbeddedCluster Start(EmbeddedClusterOptions? options = null)
    {
        options ??= new EmbeddedClusterOptions();
        return new EmbeddedCluster(MockClusterHandle.Start(options.Brokers), options);
    }

    /// <summary>Stops the cluster; its data is gone.</summary>
    public void Dispose() => _handle.Dispose();

    /// <inheritdoc cref="Dispose" />
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
