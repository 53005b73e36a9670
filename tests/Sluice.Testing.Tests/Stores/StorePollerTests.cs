// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Tests.Stores;

public sealed class StorePollerTests
{
    private static readonly StoredDocument Document = new("1", new JsonObject(), null);
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_ShouldEndAtOnce_WhenThePredicateIsSatisfied()
    {
        await using var store = new ScriptedStore(_time, _ => [Document]);
        var poll = await WatchAsync(store, TimeSpan.FromSeconds(10));
        poll.IsSatisfied.ShouldBeTrue();
        store.Looks.ShouldBe([0]);
    }

    [Fact]
    public async Task Watch_ShouldLookLessAndLessOften_UntilTheDeadline()
    {
        await using var store = new ScriptedStore(_time, _ => []);
        var poll = await WatchAsync(store, TimeSpan.FromSeconds(2));
        poll.IsSatisfied.ShouldBeFalse();
        poll.Elapsed.ShouldBe(TimeSpan.FromSeconds(2));
        store.Looks.ShouldBe([0, 25, 75, 175, 375, 775, 1275, 1775]);
    }

    [Fact]
    public async Task Watch_ShouldGoOn_WhenTheStoreFailsForAWhile()
    {
        await using var store = new ScriptedStore(_time, look => look < 4 ? throw new StoreException("gone", isTransient: true) : [Document]);
        var poll = await WatchAsync(store, TimeSpan.FromSeconds(2));
        poll.IsSatisfied.ShouldBeTrue();
        poll.LastError.ShouldNotBeNull().Message.ShouldBe("gone");
    }

    [Fact]
    public async Task Watch_ShouldNotBeAbleToTell_WhenTheStoreFailsUntilTheDeadline()
    {
        await using var store = new ScriptedStore(_time, look => look == 0 ? [] : throw new StoreException("db is gone", isTransient: true));
        var error = await Should.ThrowAsync<StoreException>(() => WatchAsync(store, TimeSpan.FromSeconds(5)));
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("Cannot tell");
        error.Message.ShouldContain("db is gone");
        error.InnerException.ShouldBeOfType<StoreException>();
    }

    [Fact]
    public async Task Watch_ShouldFailAtOnce_WhenTheErrorWillNotPass()
    {
        await using var store = new ScriptedStore(_time, _ => throw new StoreException("login refused"));
        (await Should.ThrowAsync<StoreException>(() => WatchAsync(store, TimeSpan.FromSeconds(5)))).Message.ShouldBe("login refused");
        store.Looks.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Watch_ShouldStop_WhenItIsCancelled()
    {
        using var stop = new CancellationTokenSource();
        await using var store = new ScriptedStore(_time, _ => []);
        var watch = new StorePoller(store, _time).WatchAsync("t", new StoreQuery(), null, 5, _ => false, TimeSpan.FromSeconds(5), stop.Token);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => watch);
    }

    private async Task<StorePoll> WatchAsync(ScriptedStore store, TimeSpan timeout)
    {
        var watch = new StorePoller(store, _time).WatchAsync("t", new StoreQuery(), null, 5, seen => seen.Count > 0, timeout, Stop);
        while (!watch.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        return await watch;
    }
}
