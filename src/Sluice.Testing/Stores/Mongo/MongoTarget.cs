// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Stores.Mongo;

/// <summary>Which collection is meant.</summary>
internal readonly record struct MongoTarget(string Database, string Collection)
{
    /// <summary>
    /// <c>crm.orderViews</c> names database and collection, <c>orderViews</c> lies in the connection's database. As in MongoDB itself the database ends
    /// at the first dot: a collection with a dot in its name needs its database in front.
    /// </summary>
    public static MongoTarget Parse(string target, string? connectionDatabase)
    {
        var dot = target.IndexOf('.', StringComparison.Ordinal);
        var database = dot < 0 ? connectionDatabase : target[..dot];
        var collection = target[(dot + 1)..];
        return string.IsNullOrEmpty(database) || collection.Length == 0
            ? throw new StoreException($"\"{target}\" names no database: write DATABASE.COLLECTION, "
                + "or put the database into the connection (mongodb://HOST/DATABASE).")
            : new MongoTarget(database, collection);
    }
}
