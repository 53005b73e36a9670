// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using CsCheck;
using MongoDB.Bson;
using MongoDB.Driver;
using Sluice.Testing.Stores;

namespace Sluice.Testing.Tests.Stores;

public sealed class MongoStoreTests : ServerStoreContract
{
    private static string Address
    {
        get
        {
            var address = Environment.GetEnvironmentVariable("SLUICE_TEST_MONGO");
            Assert.SkipWhen(string.IsNullOrEmpty(address), "SLUICE_TEST_MONGO names no MongoDB server.");
            return address!.TrimEnd('/');
        }
    }

    private protected override string Server => Address;

    private protected override IDocumentStore Open(string server) => StoreFactory.Open(StoreKind.Collection, $"{server}/sluiceTests");

    // What MongoDB cannot keep: names with a dot or '$', an empty name, and NUL in a name.
    private protected override Gen<JsonObject> Documents() =>
        JsonGen.Object(JsonGen.Text(1).Where(name => name.AsSpan().IndexOfAny('.', '$', '\0') < 0 && name != "_id"), JsonGen.Number);

    [Fact]
    public async Task Document_ShouldBeFound_WhenItsIdIsAnObjectIdOrANumber()
    {
        await using var store = Open();
        var id = ObjectId.GenerateNewId();
        await Collection().InsertManyAsync([new BsonDocument("_id", id), new BsonDocument("_id", 42L)], cancellationToken: Stop);
        var named = $"sluiceTests.{Target}";

        (await store.FindAsync(named, new StoreQuery { Id = id.ToString() }, null, 5, Patience, Stop)).ShouldHaveSingleItem().Id.ShouldBe(id.ToString());
        (await store.FindAsync(named, new StoreQuery { Id = "42" }, null, 5, Patience, Stop)).ShouldHaveSingleItem().Id.ShouldBe("42");
        await store.WriteAsync(named, "42", null, Patience, Stop);
        (await store.FindAsync(named, new StoreQuery(), null, 5, Patience, Stop)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Bookmark_ShouldKnowDocuments_WhenTheirIdsAreDocumentsToo()
    {
        await using var store = Open();
        await Collection().InsertManyAsync(
            Enumerable.Range(0, 50).Select(n => new BsonDocument("_id", new BsonDocument { { "tenant", "a" }, { "no", n } })), cancellationToken: Stop);
        var bookmark = await store.BookmarkAsync(Target, Patience, Stop);
        await Collection().InsertOneAsync(new BsonDocument("_id", new BsonDocument { { "tenant", "b" }, { "no", 1 } }), cancellationToken: Stop);
        (await store.FindAsync(Target, new StoreQuery(), bookmark, 99, Patience, Stop)).ShouldHaveSingleItem().Id.ShouldBe("""{"tenant":"b","no":1}""");
    }

    [Fact]
    public async Task Filter_ShouldBeAskedOfTheServer_WhenItIsMongosOwn()
    {
        await using var store = Open();
        for (var n = 0; n < 5; n++)
        {
            await store.WriteAsync(Target, $"d{n}", Json($$"""{ "total": {{n}}.5, "at": { "$date": "2026-01-0{{n + 1}}T00:00:00Z" } }"""), Patience, Stop);
        }

        var filter = Json("""{ "total": { "$gte": 2 }, "at": { "$lt": { "$date": "2026-01-04T00:00:00Z" } } }""");
        var found = await store.FindAsync(Target, new StoreQuery { Filter = filter }, null, 9, Patience, Stop);

        found.ShouldHaveSingleItem().Document["at"]!.GetValue<string>().ShouldBe("2026-01-03T00:00:00.000Z");
    }

    [Fact]
    public async Task Bookmark_ShouldFallBackToTheHighestObjectIdAndSaySo_WhenTheCollectionIsLarge()
    {
        await using var store = Open();
        await Collection().InsertManyAsync(Enumerable.Range(0, 10_001).Select(_ => new BsonDocument("_id", ObjectId.GenerateNewId())), cancellationToken: Stop);

        var bookmark = await store.BookmarkAsync(Target, Patience, Stop);
        (await store.FindAsync(Target, new StoreQuery(), bookmark, 5, Patience, Stop)).ShouldBeEmpty();
        var added = ObjectId.GenerateNewId();
        await Collection().InsertOneAsync(new BsonDocument("_id", added), cancellationToken: Stop);
        await store.WriteAsync(Target, "text", Json("{}"), Patience, Stop);

        bookmark.Note.ShouldNotBeNull().ShouldContain("more than 10000");
        (await store.FindAsync(Target, new StoreQuery(), bookmark, 5, Patience, Stop)).Select(one => one.Id).ShouldBe([added.ToString(), "text"], ignoreOrder: true);
    }

    [Fact]
    public async Task Error_ShouldBeTransientAndWithoutThePassword_WhenNoServerListens()
    {
        await using var store = StoreFactory.Open(StoreKind.Collection, "mongodb://user:pa55word@127.0.0.1:1/db?serverSelectionTimeoutMS=300");
        var error = await Should.ThrowAsync<StoreException>(() => store.CheckAsync(Patience, Stop));
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("127.0.0.1:1");
        error.Message.ShouldNotContain("pa55word");
    }

    private IMongoCollection<BsonDocument> Collection() => new MongoClient(Address).GetDatabase("sluiceTests").GetCollection<BsonDocument>(Target);
}
