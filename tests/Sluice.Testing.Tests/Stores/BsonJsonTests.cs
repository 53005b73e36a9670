// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using MongoDB.Bson;
using Sluice.Testing.Stores;
using Sluice.Testing.Stores.Mongo;

namespace Sluice.Testing.Tests.Stores;

public sealed class BsonJsonTests
{
    public static TheoryData<BsonValue, string> Values() => new()
    {
        { new BsonObjectId(ObjectId.Parse("507f1f77bcf86cd799439011")), "\"507f1f77bcf86cd799439011\"" },
        { new BsonDateTime(1767225600123), "\"2026-01-01T00:00:00.123Z\"" },
        { new BsonDateTime(long.MaxValue), "9223372036854775807" },
        { new BsonInt64(long.MinValue), "-9223372036854775808" },
        { new BsonDouble(0.1), "0.1" },
        { new BsonDouble(double.NaN), "\"NaN\"" },
        { new BsonDouble(double.NegativeInfinity), "\"-Infinity\"" },
        { new BsonDecimal128(Decimal128.Parse("1234567890123456789012345678901.234")), "1234567890123456789012345678901.234" },
        { new BsonDecimal128(Decimal128.Parse("1E+6000")), "1E+6000" },
        { new BsonDecimal128(Decimal128.PositiveInfinity), "\"Infinity\"" },
        { new BsonBinaryData([1, 2, 255]), "\"AQL/\"" },
        { new BsonBinaryData(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), GuidRepresentation.Standard), "\"0f8fad5b-d9cb-469f-a165-70867728950e\"" },
        { BsonUndefined.Value, "null" },
        { BsonSymbol.Create("s"), "\"s\"" },
        { new BsonRegularExpression("a.b", "i"), """{"$regularExpression":{"pattern":"a.b","options":"i"}}""" },
        { new BsonTimestamp(5, 7), """{"$timestamp":{"t":5,"i":7}}""" },
        { BsonMinKey.Value, """{"$minKey":1}""" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Bson_ShouldBecomePlainJson_WhateverItsType(BsonValue value, string json) =>
        (BsonJson.ToJson(value)?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null")
            .ShouldBe(json);

    [Theory]
    [InlineData("1", BsonType.Int32)]
    [InlineData("2147483648", BsonType.Int64)]
    [InlineData("12.50", BsonType.Double)]
    [InlineData("0.10000000000000000001", BsonType.Decimal128)]
    [InlineData("9223372036854775809", BsonType.Decimal128)]
    [InlineData("1e3", BsonType.Double)]
    [InlineData("1e400", BsonType.Decimal128)]
    [InlineData("\"2026-01-01T00:00:00Z\"", BsonType.String)]
    [InlineData("""{ "$date": "2026-01-01T00:00:00Z" }""", BsonType.DateTime)]
    [InlineData("""{ "$oid": "507f1f77bcf86cd799439011" }""", BsonType.ObjectId)]
    [InlineData("""{ "$numberLong": "5" }""", BsonType.Int64)]
    [InlineData("""{ "$gt": 5 }""", BsonType.Document)]
    public void Json_ShouldBecomeTheNarrowestBson_ThatLosesNothing(string json, BsonType type) =>
        JsonBson.ToBson(JsonNode.Parse(json)).BsonType.ShouldBe(type);

    [Theory]
    [InlineData("12345678901234567890123456789012345678901234567", "34 digits")]
    [InlineData("""{ "$oid": "nonsense" }""", "$oid")]
    [InlineData("""{ "$date": { "a": 1 } }""", "$date")]
    public void Json_ShouldBeRefusedInWords_WhenBsonHasNoPlaceForIt(string json, string hint) =>
        Should.Throw<StoreException>(() => JsonBson.ToBson(JsonNode.Parse(json))).Message.ShouldContain(hint);
}
