// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Sluice.Core.Conditions;
using Sluice.Core.Records;

namespace Sluice.Core.Tests.Conditions;

public sealed class ConditionPropertyTests
{
    private const int Rounds = 5_000;

    private static readonly Gen<byte[]?> Bytes = Gen.OneOf(
        Gen.Const((byte[]?)null),
        Gen.Byte.Array[0, 12].Select(bytes => (byte[]?)bytes),
        Gen.OneOf("{\"a\":\"\\ud800\",\"order_id\":[1,null,{\"a\":true}]}", "[[],{},\"\\udc00x\",1e400]", "\"a", "{\"a\":\"done\",\"a\":5}", "-0", "true")
            .Select(text => (byte[]?)Encoding.UTF8.GetBytes(text)));

    private static readonly Gen<StoredRecord> AnyRecord = Gen.Select(Bytes, Bytes, Bytes, Gen.Long, (key, value, header, timestamp) =>
        RecordOf(key, value, timestamp, new RecordHeader("a", header), new RecordHeader("42", value)));

    private static readonly string[] Names = ["a", "b", "c d"];
    private static readonly Gen<string?> Scalar = Gen.OneOf<string?>(null, "null", "1", "1.0", "2", "-3e1", "\"1\"", "\"x\"", "\"xy\"", "true", "{}", "[1]");

    [Fact]
    public void ToString_ShouldReadAsTheSameCondition() => ConditionGenerator.Condition.Sample(condition =>
    {
        var read = RecordCondition.Parse(condition.ToString());

        read.Root.ShouldBe(condition.Root);
        read.ToString().ShouldBe(condition.ToString());
    }, iter: Rounds);

    [Fact]
    public void Matches_ShouldNeverFail_AndNotShouldBeTheOpposite() =>
        Gen.Select(ConditionGenerator.Condition, AnyRecord).Sample((condition, record) =>
            RecordCondition.Parse($"not ({condition})").Matches(record).ShouldBe(!condition.Matches(record)), iter: Rounds);

    [Fact]
    public void TryParse_ShouldAnswer_WhateverTheText() =>
        Gen.OneOf("key", "value", "header", "$", ".", "a", "[", "]", "*", "'", "\"", "\\", " ", "=", "!=", "<", "in", "(", ")", ",", "not ", "and", "or", "is", "null", "1", "-", "é", "\ud800")
            .Array[0, 12].Select(string.Concat).Sample(text =>
            {
                if (!RecordCondition.TryParse(text, out _, out var fault))
                {
                    fault.Column.ShouldBeInRange(1, text.Length + 1);
                    fault.ToString().ShouldContain("^");
                }
            }, iter: Rounds);

    [Fact]
    public void Matches_ShouldAgreeWithAReference() => Gen.Select(
        Scalar.Array[Names.Length],
        Gen.Int[0, Names.Length - 1],
        Gen.OneOf("=", "!=", "<", "<=", ">", ">=", "contains", "starts with", "ends with", "in", "exists", "is null"),
        Gen.OneOf("1", "2", "-30.00", "'x'", "'1'", "'y'", "true"))
        .Sample((members, index, test, literal) =>
        {
            // What the language does not allow.
            if ((test is "<" or "<=" or ">" or ">=" && !char.IsAsciiDigit(literal[^1])) || (test is "contains" or "starts with" or "ends with" && literal[0] != '\''))
            {
                return;
            }

            var json = "{" + string.Join(',', members.Select((member, i) => (member, i)).Where(m => m.member is not null).Select(m => $"\"{Names[m.i]}\":{m.member}")) + "}";
            var right = test switch { "exists" or "is null" => "", "in" => $"({literal}, 'z')", _ => literal };
            var condition = RecordCondition.Parse($"$['{Names[index]}'] {test} {right}");

            condition.Matches(RecordOf(null, Encoding.UTF8.GetBytes(json), -1)).ShouldBe(Reference(members[index], test, literal), $"{condition} of {json}");
        }, iter: Rounds);

    [Fact]
    public void Numbers_ShouldBeOrderedAsTheyAre() => Gen.Select(Gen.Long[-2_000, 2_000], Gen.Int[-6, 6], Gen.Long[-2_000, 2_000], Gen.Int[-6, 6])
        .Sample((left, leftExponent, right, rightExponent) =>
        {
            JsonNumber.TryParse($"{left}e{leftExponent}", out var one).ShouldBeTrue();
            JsonNumber.TryParse($"{right}.000E{rightExponent}", out var other).ShouldBeTrue();

            one.CompareTo(other).ShouldBe((left * BigInteger.Pow(10, leftExponent + 6)).CompareTo(right * BigInteger.Pow(10, rightExponent + 6)));
        }, iter: Rounds);

    // The page's tables once more, with decimals and .NET's nodes.
    private static bool Reference(string? member, string test, string literal)
    {
        if (member is null or "null" || test is "exists" or "is null")
        {
            return member is not null && test switch { "exists" => true, "is null" => member == "null", _ => false };
        }

        var node = JsonNode.Parse(member)!;
        var text = node is JsonValue value && value.TryGetValue<string>(out var found) ? found : null;
        var number = node is JsonValue && text is null && member != "true" ? decimal.Parse(member, System.Globalization.NumberStyles.Float, null) : (decimal?)null;
        var wanted = literal.Trim('\'');
        var isText = literal[0] == '\'';
        var limit = !isText && literal != "true" ? decimal.Parse(wanted, System.Globalization.NumberStyles.Float, null) : (decimal?)null;
        var isSame = isText ? text == wanted : literal == "true" ? member == "true" : number == limit;
        return test switch
        {
            "=" or "in" => isSame,
            "!=" => !isSame,
            "<" => number < limit,
            "<=" => number <= limit,
            ">" => number > limit,
            ">=" => number >= limit,
            "contains" => text?.Contains(wanted, StringComparison.Ordinal) == true,
            "starts with" => text?.StartsWith(wanted, StringComparison.Ordinal) == true,
            _ => text?.EndsWith(wanted, StringComparison.Ordinal) == true,
        };
    }

    private static StoredRecord RecordOf(byte[]? key, byte[]? value, long timestamp, params RecordHeader[] headers) => new()
    {
        Partition = 1,
        Offset = 5,
        Key = key,
        Value = value,
        Timestamp = timestamp,
        TimestampType = RecordTimestampType.CreateTime,
        Headers = headers,
    };
}
