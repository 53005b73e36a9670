// SPDX-License-Identifier: Apache-2.0

using Sluice.Core;
using Sluice.Core.Reading;
using Sluice.Testing.Endpoints;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Pipelines;

/// <summary>What an open pipeline holds, closed in the reverse order of its opening.</summary>
internal sealed class PipelineResources : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _opened = [];

    public Dictionary<string, IEndpoint> Endpoints { get; } = [];

    public Dictionary<string, KafkaCluster> Clusters { get; } = [];

    public Dictionary<string, RecordFeed> Feeds { get; } = [];

    public Dictionary<StoreConnection, IDocumentStore> Stores { get; } = [];

    /// <summary>By endpoint: what stands before it and can cut it off.</summary>
    public Dictionary<string, Faults.TcpRelay> Relays { get; } = [];

    public T Add<T>(T opened)
        where T : IAsyncDisposable
    {
        lock (_opened)
        {
            _opened.Add(opened);
        }

        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable[] opened;
        lock (_opened)
        {
            opened = [.. _opened];
            _opened.Clear();
        }

        foreach (var one in opened.Reverse())
        {
            await one.DisposeAsync().ConfigureAwait(false);
        }
    }
}
