// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Sluice.Core.Groups;

namespace Sluice.EndToEnd.Tests.Groups;

/// <summary>A member that is read all the time, and all that it was given and told.</summary>
internal sealed class WatchedMember : IAsyncDisposable
{
    private readonly ConcurrentQueue<GroupRecord> _records = [];
    private readonly ConcurrentQueue<GroupEvent> _events = [];
    private readonly GroupConsumer _member;
    private readonly Task _watching;

    public WatchedMember(GroupConsumer member, Func<GroupRecord, Task>? work = null)
    {
        _member = member;
        Reading = ReadAsync(work);
        _watching = WatchAsync();
    }

    /// <summary>Ends when the member does, with its failure.</summary>
    public Task Reading { get; }

    public GroupConsumer Member => _member;

    public IEnumerable<GroupEvent> Events => _events;

    /// <summary>The places of the records that it was given, each partition's in their order.</summary>
    public IEnumerable<(int Partition, long Offset)> Places => _records.Select(record => (record.Record.Partition, record.Record.Offset));

    /// <summary>The partitions that it holds.</summary>
    public int[] Held => [.. _member.GetProgress().Where(progress => progress.IsAssigned).Select(progress => progress.Partition)];

    public int Count(GroupEventKind kind) => _events.Count(happened => happened.Kind == kind);

    public override string ToString() => string.Join(
        Environment.NewLine,
        _events.Select(happened => $"{happened.Time:HH:mm:ss.fff} {happened.Kind} {string.Join(", ", happened.Partitions)} {happened.Detail}"));

    public async ValueTask DisposeAsync()
    {
        await _member.DisposeAsync();
        await Reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watching;
    }

    private async Task ReadAsync(Func<GroupRecord, Task>? work)
    {
        await foreach (var record in _member.ReadAsync(TestContext.Current.CancellationToken))
        {
            _records.Enqueue(record);
            await (work?.Invoke(record) ?? Task.CompletedTask);
        }
    }

    private async Task WatchAsync()
    {
        await foreach (var happened in _member.ReadEventsAsync(CancellationToken.None))
        {
            _events.Enqueue(happened);
        }
    }
}
