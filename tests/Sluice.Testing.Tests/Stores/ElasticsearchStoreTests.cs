// SPDX-License-Identifier: Apache-2.0

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Tests.Stores;

public sealed class ElasticsearchStoreTests : ServerStoreContract
{
    private static string Address
    {
        get
        {
            var address = Environment.GetEnvironmentVariable("SLUICE_TEST_ELASTICSEARCH");
            Assert.SkipWhen(string.IsNullOrEmpty(address), "SLUICE_TEST_ELASTICSEARCH names no Elasticsearch server.");
            return address!.TrimEnd('/');
        }
    }

    private protected override string Server => Address;

    private protected override IDocumentStore Open(string server) => StoreFactory.Open(StoreKind.Index, server);

    // An index maps each field to one type: what is not indexed can be anything.
    private protected override Gen<JsonObject> Documents() =>
        base.Documents().Select(document => new JsonObject { ["any"] = document });

    [Fact]
    public async Task Bookmark_ShouldTellOldFromNew_WhenTheIndexHasSeveralShardsAndAnAlias()
    {
        await CreateAsync($"{Target}-1", 3);
        await CreateAsync($"{Target}-2", 2);
        await using var store = Open();
        for (var n = 0; n < 30; n++)
        {
            await store.WriteAsync($"{Target}-{1 + (n % 2)}", $"old{n}", Json("{}"), Patience, Stop);
        }

        // One shard is far ahead of the others: a single highest number would hide what is new on those.
        for (var n = 0; n < 40; n++)
        {
            await store.WriteAsync($"{Target}-1", "old0", Json($$"""{ "n": {{n}} }"""), Patience, Stop);
        }

        var bookmark = await store.BookmarkAsync(Target, Patience, Stop);
        (await store.FindAsync(Target, new StoreQuery(), bookmark, 1000, Patience, Stop)).ShouldBeEmpty();
        var written = new List<string>();
        for (var n = 0; n < 12; n++)
        {
            written.Add($"new{n}");
            await store.WriteAsync($"{Target}-{1 + (n % 2)}", $"new{n}", Json("{}"), Patience, Stop);
        }

        (await store.FindAsync(Target, new StoreQuery(), bookmark, 1000, Patience, Stop)).Select(one => one.Id).ShouldBe(written, ignoreOrder: true);
        foreach (var (id, count) in new[] { ("new0", 1), ("new1", 1), ("old0", 0), ("old1", 0), ("old2", 0) })
        {
            (await store.FindAsync(Target, new StoreQuery { Id = id }, bookmark, 9, Patience, Stop)).Count.ShouldBe(count, id);
        }

        // By the concrete index the get answers, not the search.
        for (var n = 0; n < 12; n += 2)
        {
            (await store.FindAsync($"{Target}-1", new StoreQuery { Id = $"new{n}" }, bookmark, 9, Patience, Stop)).Count.ShouldBe(1, $"new{n}");
            (await store.FindAsync($"{Target}-1", new StoreQuery { Id = $"old{n}" }, bookmark, 9, Patience, Stop)).Count.ShouldBe(0, $"old{n}");
        }
    }

    [Fact]
    public async Task Search_ShouldFindNothing_WhenTheIndexWasJustCreated()
    {
        await CreateAsync(Target, 1);
        await using var store = Open();

        (await store.FindAsync(Target, new StoreQuery { Id = "there" }, null, 10, Patience, Stop)).ShouldBeEmpty();
        (await store.FindAsync(Target, new StoreQuery(), await store.BookmarkAsync(Target, Patience, Stop), 10, Patience, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_ShouldReadEveryPage_WhenThereAreMoreThanOne()
    {
        using var http = new HttpClient();
        var lines = string.Concat(Enumerable.Range(0, 450).Select(n => $"{{\"index\":{{\"_id\":\"d{n}\"}}}}\n{{\"no\":\"{n}\"}}\n"));
        using var body = new StringContent(lines, null, "application/x-ndjson");
        (await http.PostAsync($"{Address}/{Target}/_bulk", body, Stop)).EnsureSuccessStatusCode();
        await using var store = Open();
        (await store.FindAsync(Target, new StoreQuery(), null, 1000, Patience, Stop)).Count.ShouldBe(450);
        (await store.FindAsync(Target, new StoreQuery { Id = "449", IdPath = IdPath.Parse("$.no") }, null, 5, Patience, Stop)).Count.ShouldBe(1);
    }

    private protected override async Task PrepareAsync() => await CreateAsync(Target, 1);

    private async Task CreateAsync(string index, int shards)
    {
        using var http = new HttpClient();
        var settings = new JsonObject
        {
            ["settings"] = new JsonObject { ["number_of_shards"] = shards, ["number_of_replicas"] = 0 },
            ["aliases"] = index == Target ? new JsonObject() : new JsonObject { [Target] = new JsonObject() },
            ["mappings"] = new JsonObject { ["properties"] = new JsonObject { ["any"] = new JsonObject { ["type"] = "object", ["enabled"] = false } } },
        };
        (await http.PutAsJsonAsync($"{Address}/{index}", settings, Stop)).EnsureSuccessStatusCode();
    }
}
