// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MongoDB.Bson;

namespace Sluice.Testing.Stores.Mongo;

/// <summary>
/// JSON as BSON. Whole numbers become Int32 or Int64, others a double if that loses nothing, else Decimal128 (34 digits). Text stays text, also a date's:
/// MongoDB's extended JSON (<c>{ "$date": … }</c>, <c>{ "$oid": … }</c>, <c>{ "$numberDecimal": … }</c> …) names the other types.
/// </summary>
internal static class JsonBson
{
    private static readonly HashSet<string> Wrappers =
    [
        "$oid", "$date", "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal", "$binary", "$uuid", "$timestamp", "$regularExpression",
        "$symbol", "$code", "$minKey", "$maxKey", "$undefined",
    ];

    public static BsonValue ToBson(JsonNode? json) => json switch
    {
        null => BsonNull.Value,
        JsonObject { Count: 1 } wrapper when Wrappers.Contains(wrapper.First().Key) => Unwrap(wrapper),
        JsonObject fields => ToDocument(fields),
        JsonArray items => new BsonArray(items.Select(ToBson)),
        _ => json.GetValueKind() switch
        {
            JsonValueKind.Null => BsonNull.Value,
            JsonValueKind.True => BsonBoolean.True,
            JsonValueKind.False => BsonBoolean.False,
            JsonValueKind.String => new BsonString(json.GetValue<string>()),
            _ => ToNumber(json.ToJsonString()),
        },
    };

    public static BsonDocument ToDocument(JsonObject fields) => new(fields.Select(field => new BsonElement(field.Key, ToBson(field.Value))));

    private static BsonValue Unwrap(JsonObject wrapper)
    {
        try
        {
            return BsonDocument.Parse($"{{\"v\":{wrapper.ToJsonString()}}}")["v"];
        }
        catch (FormatException wrong)
        {
            throw new StoreException($"{wrapper.First().Key} holds what MongoDB's extended JSON does not allow there: {wrong.Message}", innerException: wrong);
        }
    }

    private static BsonValue ToNumber(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole is >= int.MinValue and <= int.MaxValue ? new BsonInt32((int)whole) : new BsonInt64(whole);
        }

        var number = double.Parse(text, CultureInfo.InvariantCulture);
        return double.IsFinite(number) && DecimalText.IsSame(text, number.ToString("R", CultureInfo.InvariantCulture)) ? new BsonDouble(number)
            : Decimal128.TryParse(text, out var exact) && DecimalText.IsSame(text, exact.ToString()) ? new BsonDecimal128(exact)
            : throw new StoreException($"MongoDB has no type for the number {text}: it keeps 34 digits. Write it as text.");
    }
}
