// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Driver;
using MongoDB.Driver.Core.Servers;

namespace Sluice.Testing.Stores.Mongo;

/// <summary>MongoDB 4.4 and later.</summary>
internal sealed class MongoStore : IDocumentStore
{
    private const int Rememberable = 10_000;
    private readonly MongoClient _client;
    private readonly string? _database;
    private readonly string? _password;
    private readonly TimeProvider _time;

    public MongoStore(string connectionText, StoreOptions options)
    {
        var (settings, url) = MongoConnection.Read(connectionText, options);
        (_database, _password, _time) = (url.DatabaseName, url.Password, options.Time);
        Description = $"MongoDB at {string.Join(',', url.Servers.Select(server => server.ToString()))}";
        _client = new MongoClient(settings);
    }

    public string Description { get; }

    public IReadOnlyCollection<string> Notes => [];

    public Task CheckAsync(TimeSpan timeout, CancellationToken cancellationToken) => RunAsync(
        timeout,
        token => _client.GetDatabase(_database ?? "admin").RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: token),
        cancellationToken);

    public Task<StoreBookmark> BookmarkAsync(string target, TimeSpan timeout, CancellationToken cancellationToken) =>
        RunAsync(timeout, token => ReadBookmarkAsync(Collection(target), token), cancellationToken);

    public Task<IReadOnlyList<StoredDocument>> FindAsync(
        string target, StoreQuery query, StoreBookmark? since, int limit, TimeSpan timeout, CancellationToken cancellationToken) =>
        RunAsync(timeout, token => ReadAsync(Collection(target), MongoFilter.For(query), since as MongoBookmark, limit, token), cancellationToken);

    public Task WriteAsync(string target, string id, JsonNode? document, TimeSpan timeout, CancellationToken cancellationToken) =>
        RunAsync(timeout, token => PutAsync(Collection(target), id, document, token), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<StoreBookmark> ReadBookmarkAsync(IMongoCollection<RawBsonDocument> collection, CancellationToken token)
    {
        var known = new Dictionary<BsonValue, UInt128>();
        using var cursor = await collection.Find(FilterDefinition<RawBsonDocument>.Empty).Limit(Rememberable + 1)
            .ToCursorAsync(token).ConfigureAwait(false);
        while (await cursor.MoveNextAsync(token).ConfigureAwait(false))
        {
            foreach (var document in cursor.Current)
            {
                using (document)
                {
                    known[IdOf(document)] = Hash(document);
                }
            }
        }

        return known.Count <= Rememberable ? new MongoBookmark(known, null) : await ReadHighestAsync(collection, token).ConfigureAwait(false);
    }

    private static async Task<StoreBookmark> ReadHighestAsync(IMongoCollection<RawBsonDocument> collection, CancellationToken token)
    {
        using var highest = await collection.Find(new BsonDocument("_id", new BsonDocument("$type", "objectId")))
            .Sort(new BsonDocument("_id", -1)).FirstOrDefaultAsync(token).ConfigureAwait(false);
        return new MongoBookmark(null, highest?["_id"].AsObjectId)
        {
            Note = $"The collection holds more than {Rememberable} documents: those with an ObjectId are old up to the highest one at the start, "
                + "also if they change later; those with another id all count as new.",
        };
    }

    private static async Task<IReadOnlyList<StoredDocument>> ReadAsync(
        IMongoCollection<RawBsonDocument> collection, BsonDocument filter, MongoBookmark? since, int limit, CancellationToken token)
    {
        var found = new List<StoredDocument>();
        using var cursor = await collection.Find(MongoFilter.After(filter, since)).ToCursorAsync(token).ConfigureAwait(false);
        while (found.Count < limit && await cursor.MoveNextAsync(token).ConfigureAwait(false))
        {
            foreach (var document in cursor.Current)
            {
                using (document)
                {
                    var id = IdOf(document);
                    var hash = Hash(document);
                    if (found.Count < limit && !(since?.Known?.TryGetValue(id, out var old) == true && old == hash))
                    {
                        found.Add(new StoredDocument(BsonJson.IdText(id), BsonJson.ToJson(document)!, null));
                    }
                }
            }
        }

        return found;
    }

    private static async Task<bool> PutAsync(IMongoCollection<RawBsonDocument> collection, string id, JsonNode? document, CancellationToken token)
    {
        if (document is null)
        {
            await collection.DeleteOneAsync(new BsonDocument("_id", MongoFilter.AnyFormOf(id)), token).ConfigureAwait(false);
            return true;
        }

        var bson = document is JsonObject fields ? JsonBson.ToDocument(fields)
            : throw new StoreException("MongoDB stores objects only: write a document with fields.");
        if (!bson.Contains("_id"))
        {
            bson.InsertAt(0, new BsonElement("_id", id));
        }

        using var raw = new RawBsonDocument(bson.ToBson());
        var itself = new BsonDocument("_id", new BsonDocument("$eq", bson["_id"]));
        await collection.ReplaceOneAsync(itself, raw, new ReplaceOptions { IsUpsert = true }, token).ConfigureAwait(false);
        return true;
    }

    // An id that is itself a document must outlive the buffer it was read from.
    private static BsonValue IdOf(RawBsonDocument document) =>
        document["_id"] is RawBsonDocument id ? id.Materialize(BsonBinaryReaderSettings.Defaults) : document["_id"];

    private static UInt128 Hash(RawBsonDocument document)
    {
        // A document may lie across several of the driver's buffers.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var left = document.Slice.Length;
        while (left > 0)
        {
            var bytes = document.Slice.AccessBackingBytes(document.Slice.Length - left).AsSpan();
            bytes = bytes[..Math.Min(bytes.Length, left)];
            hash.AppendData(bytes);
            left -= bytes.Length;
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset());
    }

    private IMongoCollection<RawBsonDocument> Collection(string target)
    {
        var (database, collection) = MongoTarget.Parse(target, _database);
        return _client.GetDatabase(database).GetCollection<RawBsonDocument>(collection);
    }

    private Task<T> RunAsync<T>(TimeSpan timeout, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) => StoreCall.RunAsync(
        Description, _time, timeout, call, failure => MongoErrors.Translate(failure, Description, Mask, Reason()), cancellationToken);

    private string Mask(string text) =>
        string.IsNullOrEmpty(_password) ? text : text.Replace(_password, "***", StringComparison.Ordinal);

    // What the monitor of the connection met last: the call's own error only says that no server could be chosen.
    private string? Reason()
    {
        var server = _client.Cluster.Description.Servers
            .FirstOrDefault(one => one.State == ServerState.Disconnected && one.HeartbeatException is not null);
        var failure = server?.HeartbeatException;
        while (failure?.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure?.Message;
    }
}
