// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Driver;
using OrdersPipeline.Handlers;

namespace OrdersPipeline.Outputs;

/// <summary>A MongoDB server; a target is <c>database.collection</c>.</summary>
internal sealed class MongoOutput : StoreOutput
{
    private readonly MongoClient _client;

    public MongoOutput(string address)
    {
        var settings = MongoClientSettings.FromConnectionString(address);
        settings.ServerSelectionTimeout = TimeSpan.FromSeconds(2);
        _client = new MongoClient(settings);
    }

    public override void Dispose() => _client.Dispose();

    protected override Task PutAsync(string target, string id, JsonObject document, CancellationToken cancellationToken) => RunAsync(
        () => Collection(target).ReplaceOneAsync(ById(id), (BsonDocument)ToBson(document), new ReplaceOptions { IsUpsert = true }, cancellationToken));

    protected override Task DeleteAsync(string target, string id, CancellationToken cancellationToken) =>
        RunAsync(() => Collection(target).DeleteOneAsync(ById(id), cancellationToken));

    private static BsonDocument ById(string id) => new("_id", id);

    // As decimals, so that 12.50 stays what it is.
    private static BsonValue ToBson(JsonNode? node) => node switch
    {
        JsonObject fields => new BsonDocument(fields.Select(field => new BsonElement(field.Key, ToBson(field.Value)))),
        JsonArray items => new BsonArray(items.Select(ToBson)),
        null => BsonNull.Value,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.Number => Decimal128.Parse(node.ToJsonString()),
            JsonValueKind.String => node.GetValue<string>(),
            _ => node.GetValue<bool>(),
        },
    };

    private static async Task RunAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (MongoWriteException refused) when (refused.WriteError.Category == ServerErrorCategory.Uncategorized)
        {
            throw new InvalidRecordException($"MongoDB refuses it: {refused.WriteError.Message}");
        }
        catch (Exception trouble) when (trouble is MongoException or TimeoutException)
        {
            throw new OutputUnavailableException($"MongoDB: {trouble.Message[..Math.Min(trouble.Message.Length, 200)]}", trouble);
        }
    }

    private IMongoCollection<BsonDocument> Collection(string target)
    {
        var names = target.Split('.', 2);
        return _client.GetDatabase(names[0]).GetCollection<BsonDocument>(names[1]);
    }
}
