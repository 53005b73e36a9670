// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using MongoDB.Bson;

namespace Sluice.Testing.Stores.Mongo;

/// <summary>Turns a query into MongoDB's own.</summary>
internal static class MongoFilter
{
    public static BsonDocument For(StoreQuery query)
    {
        var parts = new BsonArray();
        if (query.Id is not null && query.IdPath.Dotted is { } path)
        {
            parts.Add(new BsonDocument(path, AnyFormOf(query.Id)));
        }

        if (query.Filter is not null)
        {
            parts.Add(query.Filter is JsonObject filter ? JsonBson.ToDocument(filter) : throw new StoreException("A filter of MongoDB is an object."));
        }

        return And(parts);
    }

    /// <summary>Leaves out what certainly was there before.</summary>
    public static BsonDocument After(BsonDocument filter, MongoBookmark? since) => since?.Highest is not { } highest ? filter
        : And([filter, new BsonDocument("_id", new BsonDocument("$not", new BsonDocument { { "$type", "objectId" }, { "$lte", highest } }))]);

    /// <summary>An id is known as text only; in the store it may be an ObjectId or a number.</summary>
    public static BsonDocument AnyFormOf(string id)
    {
        var forms = new BsonArray { id };
        if (ObjectId.TryParse(id, out var objectId))
        {
            forms.Add(objectId);
        }

        if (Guid.TryParseExact(id, "D", out var uuid))
        {
            forms.Add(new BsonBinaryData(uuid, GuidRepresentation.Standard));
        }

        if (Decimal128.TryParse(id, out var number) && !Decimal128.IsNaN(number) && !Decimal128.IsInfinity(number))
        {
            forms.Add(number);
        }

        return new BsonDocument("$in", forms);
    }

    private static BsonDocument And(BsonArray parts) => parts.Count switch
    {
        0 => [],
        1 => parts[0].AsBsonDocument,
        _ => new BsonDocument("$and", parts),
    };
}
