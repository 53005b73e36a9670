// SPDX-License-Identifier: Apache-2.0

using MongoDB.Bson;

namespace Sluice.Testing.Stores.Mongo;

/// <summary>
/// What a collection held: each id with a hash of its document, so that no clock is trusted and an update is seen. A collection too large for that
/// is remembered by its highest ObjectId.
/// </summary>
/// <param name="Known">Id to hash of all documents; null if there were too many.</param>
/// <param name="Highest">The highest ObjectId, if there were too many and they have such ids.</param>
internal sealed record MongoBookmark(IReadOnlyDictionary<BsonValue, UInt128>? Known, ObjectId? Highest) : StoreBookmark;
