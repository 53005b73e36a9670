// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using MongoDB.Bson;
using MongoDB.Bson.IO;

namespace Sluice.Testing.Stores.Mongo;

/// <summary>
/// BSON as plain JSON: an ObjectId is its hex text, a date ISO-8601 in UTC with milliseconds, every number a number (NaN and the infinities are text),
/// a UUID its text, other binary data base64, a symbol its text, undefined null. What is left (regular expressions, timestamps, code, the smallest and
/// largest key) takes the form of MongoDB's relaxed extended JSON.
/// </summary>
internal static class BsonJson
{
    private static readonly JsonWriterSettings Relaxed = new() { OutputMode = JsonOutputMode.RelaxedExtendedJson };

    public static JsonNode? ToJson(BsonValue value) => value switch
    {
        BsonDocument document => ToJson(document),
        BsonArray array => new JsonArray([.. array.Select(ToJson)]),
        BsonNull or BsonUndefined => null,
        BsonBoolean boolean => JsonValue.Create(boolean.Value),
        BsonString text => JsonValue.Create(text.Value),
        BsonSymbol symbol => JsonValue.Create(symbol.Name),
        BsonInt32 number => JsonValue.Create(number.Value),
        BsonInt64 number => JsonValue.Create(number.Value),
        BsonDouble number => ToJson(number.Value),
        BsonDecimal128 number => ToJson(number.Value),
        BsonObjectId id => JsonValue.Create(id.Value.ToString()),
        BsonDateTime date => ToJson(date),
        BsonBinaryData { SubType: BsonBinarySubType.UuidStandard } uuid => JsonValue.Create(uuid.ToGuid().ToString()),
        BsonBinaryData binary => JsonValue.Create(Convert.ToBase64String(binary.Bytes)),
        _ => JsonNode.Parse(new BsonDocument("v", value).ToJson(Relaxed))!["v"]!.DeepClone(),
    };

    /// <summary>The store's id as text: of a text or ObjectId the text itself, else its JSON.</summary>
    public static string IdText(BsonValue id) => ToJson(id) is not { } json ? "null"
        : json is JsonValue leaf && leaf.TryGetValue<string>(out var text) ? text : json.ToJsonString();

    private static JsonObject ToJson(BsonDocument document)
    {
        var json = new JsonObject();
        foreach (var element in document)
        {
            json[element.Name] = ToJson(element.Value);
        }

        return json;
    }

    private static JsonValue ToJson(double number) =>
        double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));

    // 34 digits are more than any number type of .NET holds: the text is kept.
    private static JsonNode ToJson(Decimal128 number)
    {
        var text = number.ToString();
        return Decimal128.IsNaN(number) || Decimal128.IsInfinity(number) ? JsonValue.Create(text) : JsonNode.Parse(text)!;
    }

    // A date beyond the years that .NET knows stays a number of milliseconds.
    private static JsonValue ToJson(BsonDateTime date) => date.IsValidDateTime
        ? JsonValue.Create(date.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture))
        : JsonValue.Create(date.MillisecondsSinceEpoch);
}
