// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Tests.Stores;

/// <summary>A store behind a network: it is paused and lost while a test waits.</summary>
public abstract class ServerStoreContract : StoreContract
{
    /// <summary>The server's address; skips the test where there is none.</summary>
    private protected abstract string Server { get; }

    [Fact]
    public async Task Watch_ShouldFindTheDocument_WhenTheServerWasPausedMeanwhile()
    {
        await using var relay = new TcpRelay(Server);
        await using var store = Open(relay.Address);
        await using var direct = Open();
        await direct.WriteAsync(Target, "before", Json("{}"), Patience, Stop);
        var bookmark = await store.BookmarkAsync(Target, Patience, Stop);
        relay.Hold();
        var watch = WatchAsync(store, bookmark, Patience);
        await relay.Held;
        await direct.WriteAsync(Target, "new", Json("{}"), Patience, Stop);
        watch.IsCompleted.ShouldBeFalse();
        relay.Release();

        var poll = await watch;

        poll.IsSatisfied.ShouldBeTrue();
        poll.Documents.ShouldHaveSingleItem().Id.ShouldBe("new");
    }

    [Fact]
    public async Task Watch_ShouldNotBeAbleToTellInTime_WhenTheServerStaysAway_AndRecoverAfterwards()
    {
        await using var relay = new TcpRelay(Server);
        await using var store = Open(relay.Address);
        var bookmark = await store.BookmarkAsync(Target, Patience, Stop);
        await relay.CutAsync();
        var clock = Stopwatch.StartNew();

        var error = await Should.ThrowAsync<StoreException>(() => WatchAsync(store, bookmark, TimeSpan.FromSeconds(2)));

        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("Cannot tell");
        clock.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(6));
        relay.Restore();
        await using var direct = Open();
        await direct.WriteAsync(Target, "new", Json("{}"), Patience, Stop);
        (await WatchAsync(store, bookmark, Patience)).IsSatisfied.ShouldBeTrue();
    }

    [Fact]
    public async Task Watch_ShouldEndWithItsDeadline_WhenTheServerStaysPaused()
    {
        await using var relay = new TcpRelay(Server);
        await using var store = Open(relay.Address);
        await store.CheckAsync(Patience, Stop);
        relay.Hold();
        var clock = Stopwatch.StartNew();

        var error = await Should.ThrowAsync<StoreException>(() => WatchAsync(store, null, TimeSpan.FromSeconds(1)));

        error.IsTransient.ShouldBeTrue();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private protected abstract IDocumentStore Open(string server);

    private protected override IDocumentStore Open() => Open(Server);

    private Task<StorePoll> WatchAsync(IDocumentStore store, StoreBookmark? since, TimeSpan timeout) =>
        new StorePoller(store, TimeProvider.System).WatchAsync(Target, new StoreQuery(), since, 10, seen => seen.Count > 0, timeout, Stop);
}
