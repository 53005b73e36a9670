// SPDX-License-Identifier: Apache-2.0

using System.Threading.Channels;

namespace Sluice.Core.Groups;

/// <summary>A member's events for whoever wants them; if nobody reads, the oldest are dropped. Thread-safe.</summary>
internal sealed class GroupEvents(TimeProvider time)
{
    private const int Capacity = 10_000;

    private readonly Channel<GroupEvent> _events = Channel.CreateBounded<GroupEvent>(new BoundedChannelOptions(Capacity)
    {
        FullMode = BoundedChannelFullMode.DropOldest,
    });

    public void Add(GroupEventKind kind, IEnumerable<PartitionPosition> partitions, string? detail = null) =>
        _events.Writer.TryWrite(new GroupEvent(
            kind, time.GetUtcNow(), [.. partitions.OrderBy(partition => partition.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Partition)], detail));

    public void Complete() => _events.Writer.TryComplete();

    public IAsyncEnumerable<GroupEvent> ReadAllAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);
}
