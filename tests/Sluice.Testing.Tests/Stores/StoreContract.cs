// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using CsCheck;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Tests.Stores;

/// <summary>What every store does alike. Each test has a collection to itself.</summary>
public abstract class StoreContract
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A new name, or a skip where there is no server.</summary>
    private protected string Target { get; } = $"c{Guid.NewGuid():n}";

    /// <summary>Opens the store; skips the test where it is not there.</summary>
    private protected abstract IDocumentStore Open();

    [Fact]
    public async Task Document_ShouldBeFoundByItsId_WhenItWasWritten()
    {
        await using var store = Open();
        await store.CheckAsync(Patience, Stop);
        await store.WriteAsync(Target, "a/b c?é", Json("""{ "n": 1 }"""), Patience, Stop);
        await store.WriteAsync(Target, "other", Json("""{ "n": 2 }"""), Patience, Stop);

        var found = await store.FindAsync(Target, new StoreQuery { Id = "a/b c?é" }, null, 10, Patience, Stop);

        found.ShouldHaveSingleItem().Id.ShouldBe("a/b c?é");
        found[0].Document["n"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Store_ShouldHoldNothing_WhenTheCollectionDoesNotExist()
    {
        await using var store = Open();
        var bookmark = await store.BookmarkAsync(Target, Patience, Stop);
        (await store.FindAsync(Target, new StoreQuery(), bookmark, 10, Patience, Stop)).ShouldBeEmpty();
        (await store.FindAsync(Target, new StoreQuery { Id = "x" }, null, 10, Patience, Stop)).ShouldBeEmpty();
        await store.WriteAsync(Target, "x", null, Patience, Stop);

        await store.WriteAsync(Target, "x", Json("{}"), Patience, Stop);
        (await store.FindAsync(Target, new StoreQuery(), bookmark, 10, Patience, Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Bookmark_ShouldLeaveOutWhatWasThere_UnlessItHasChanged()
    {
        await using var store = Open();
        foreach (var id in Enumerable.Range(0, 20))
        {
            await store.WriteAsync(Target, $"old{id}", Json("""{ "v": 1 }"""), Patience, Stop);
        }

        var bookmark = await store.BookmarkAsync(Target, Patience, Stop);
        bookmark.Note.ShouldBeNull();
        (await store.FindAsync(Target, new StoreQuery(), bookmark, 100, Patience, Stop)).ShouldBeEmpty();

        await store.WriteAsync(Target, "old3", Json("""{ "v": 2 }"""), Patience, Stop);
        await store.WriteAsync(Target, "new", Json("""{ "v": 1 }"""), Patience, Stop);
        await store.WriteAsync(Target, "old4", null, Patience, Stop);

        var found = await store.FindAsync(Target, new StoreQuery(), bookmark, 100, Patience, Stop);
        found.Select(document => document.Id).Order().ShouldBe(["new", "old3"]);
        (await store.FindAsync(Target, new StoreQuery(), null, 100, Patience, Stop)).Count.ShouldBe(20);
        foreach (var (id, count) in new[] { ("old3", 1), ("new", 1), ("old4", 0), ("old5", 0) })
        {
            (await store.FindAsync(Target, new StoreQuery { Id = id }, bookmark, 100, Patience, Stop)).Count.ShouldBe(count, id);
        }
    }

    [Fact]
    public async Task Query_ShouldFindByAFieldAndKeepItsLimit_WhenTheIdIsNotTheStoresOwn()
    {
        await using var store = Open();
        for (var n = 0; n < 6; n++)
        {
            await store.WriteAsync(Target, $"d{n}", Json($$"""{ "order": { "no": {{n % 2}}, "code": "c{{n % 3}}" } }"""), Patience, Stop);
        }

        async Task<string[]> IdsAsync(string path, string id, int limit) =>
            [.. (await store.FindAsync(Target, new StoreQuery { Id = id, IdPath = IdPath.Parse(path) }, null, limit, Patience, Stop)).Select(one => one.Id).Order()];

        (await IdsAsync("$.order.code", "c1", 10)).ShouldBe(["d1", "d4"]);
        (await IdsAsync("order.no", "1", 10)).ShouldBe(["d1", "d3", "d5"]);
        (await IdsAsync("order.no", "1", 2)).Length.ShouldBe(2);
        (await IdsAsync("$.order.missing", "1", 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Document_ShouldComeBackEqual_WhateverJsonItIs()
    {
        await PrepareAsync();
        await using var store = Open();
        var count = 0;
        await Documents().SampleAsync(
            async document =>
            {
                var id = $"d{Interlocked.Increment(ref count)}";
                await store.WriteAsync(Target, id, document, Patience, Stop);
                var found = (await store.FindAsync(Target, new StoreQuery { Id = id }, null, 2, Patience, Stop)).ShouldHaveSingleItem().Document.AsObject();
                found.Remove("_id");
                JsonEqual.Check(found, document);
            },
            iter: 60,
            threads: 1);
    }

    /// <summary>What must be there before documents of any shape are written.</summary>
    private protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Documents that this store can keep.</summary>
    private protected virtual Gen<JsonObject> Documents() => JsonGen.Object(JsonGen.Text(1), JsonGen.Number);

    private protected static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
