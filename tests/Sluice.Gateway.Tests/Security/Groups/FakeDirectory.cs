// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Frozen;
using Sluice.Gateway.Security.Groups;

namespace Sluice.Gateway.Tests.Security.Groups;

/// <summary>Answers at once, or when the test lets it.</summary>
internal sealed class FakeDirectory : IDirectory
{
    private int _questions;

    public ConcurrentDictionary<string, string[]> Groups { get; } = new();

    public bool IsDown { get; set; }

    public Exception? Defect { get; set; }

    /// <summary>Every answer waits for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int Questions => Volatile.Read(ref _questions);

    public Task WarmUpAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<FrozenSet<string>> FindGroupsAsync(string objectId, IReadOnlyCollection<string> groups, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _questions);
        await Gate;
        return Defect is not null ? throw Defect
            : IsDown ? throw new DirectoryUnavailableException("It is down.")
            : Groups.GetValueOrDefault(objectId, []).Intersect(groups).ToFrozenSet();
    }
}
