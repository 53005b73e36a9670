// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Tests.Stores;

/// <summary>Answers each look from a script and remembers at which millisecond it came.</summary>
internal sealed class ScriptedStore(TimeProvider time, Func<int, IReadOnlyList<StoredDocument>> script) : IDocumentStore
{
    private readonly long _start = time.GetTimestamp();

    public List<int> Looks { get; } = [];

    public string Description => "script";

    public IReadOnlyCollection<string> Notes => [];

    public Task CheckAsync(TimeSpan timeout, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<StoreBookmark> BookmarkAsync(string target, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredDocument>> FindAsync(
        string target, StoreQuery query, StoreBookmark? since, int limit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        timeout.ShouldBeGreaterThan(TimeSpan.Zero);
        Looks.Add((int)time.GetElapsedTime(_start).TotalMilliseconds);
        return Task.FromResult(script(Looks.Count - 1));
    }

    public Task WriteAsync(string target, string id, JsonNode? document, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
