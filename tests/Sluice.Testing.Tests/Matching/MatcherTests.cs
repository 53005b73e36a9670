// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Tests.Matching;

public sealed class MatcherTests
{
    [Theory]
    // Values, and fields that are not named.
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", true)]
    [InlineData("""{"a":1}""", """{"a":1.0}""", true)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":1,"c":2}}""", true)]
    [InlineData("""{"a":9007199254740993}""", """{"a":9007199254740992}""", false)]
    [InlineData("""{"a":0.1}""", """{"a":1e-1}""", true)]
    [InlineData("""{"a":1e400}""", """{"a":1e401}""", false)]
    [InlineData("""{"a":null}""", """{}""", true)]
    [InlineData("""{"a":null}""", """{"a":null}""", true)]
    [InlineData("""{"a":null}""", """{"a":0}""", false)]
    [InlineData("""{"a":true}""", """{"a":true}""", true)]
    [InlineData("""{"a":true}""", """{"a":false}""", false)]
    [InlineData("""{"a":1}""", """[{"a":1}]""", false)]
    [InlineData("""5""", """5""", true)]
    // Arrays: a value is one of them, an array is all of them in order.
    [InlineData("""{"a":1}""", """{"a":[2,1]}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2]}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":1,"c":2}]}""", true)]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""", false)]
    // Paths of MongoDB.
    [InlineData("""{"a.b":1}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{"a.b":1}""", """{"a":[{"b":2},{"b":1}]}""", true)]
    [InlineData("""{"a.1.b":1}""", """{"a":[{"b":2},{"b":1}]}""", true)]
    [InlineData("""{"a.b":null}""", """{"a":5}""", true)]
    [InlineData("""{"a.b":{"$ne":1}}""", """{"a":[{"b":2},{"b":1}]}""", false)]
    [InlineData("""{"a.b":{"$gt":1,"$lt":1}}""", """{"a":[{"b":0},{"b":2}]}""", true)]
    // JSONPath.
    [InlineData("""{"$.a.b":1}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{"$.lines[*].sku":{"$all":["A1","B2"]}}""", """{"lines":[{"sku":"B2"},{"sku":"A1"}]}""", true)]
    [InlineData("""{"$.lines[*].sku":{"$all":["A1","B2"]}}""", """{"lines":[{"sku":"A1"}]}""", false)]
    [InlineData("""{"$.lines[*].sku":{"$size":2}}""", """{"lines":[{"sku":"A1"},{"sku":"B2"}]}""", true)]
    [InlineData("""{"$.lines[?(@.qty > 1)].sku":["B2"]}""", """{"lines":[{"sku":"A1","qty":1},{"sku":"B2","qty":2}]}""", true)]
    [InlineData("""{"$.a":12345678901234567890123456789012345}""", """{"a":12345678901234567890123456789012345}""", true)]
    [InlineData("""{"$.a":12345678901234567890123456789012345}""", """{"a":12345678901234567890123456789012346}""", false)]
    [InlineData("""{"$.at":"2026-01-01T00:00:00Z"}""", """{"at":"2026-01-01T00:00:00Z"}""", true)]
    [InlineData("""{"$.gone":{"$exists":false}}""", """{"a":1}""", true)]
    // Operators.
    [InlineData("""{"a":{"$eq":1}}""", """{"a":[3,1]}""", true)]
    [InlineData("""{"a":{"$ne":1}}""", """{}""", true)]
    [InlineData("""{"a":{"$ne":1}}""", """{"a":[1,2]}""", false)]
    [InlineData("""{"a":{"$gt":1}}""", """{"a":2}""", true)]
    [InlineData("""{"a":{"$gt":1}}""", """{"a":1}""", false)]
    [InlineData("""{"a":{"$gt":1}}""", """{"a":"2"}""", false)]
    [InlineData("""{"a":{"$gt":1}}""", """{}""", false)]
    [InlineData("""{"a":{"$gte":1,"$lte":2}}""", """{"a":1}""", true)]
    [InlineData("""{"a":{"$gte":1,"$lte":2}}""", """{"a":2.5}""", false)]
    [InlineData("""{"a":{"$lt":"b"}}""", """{"a":"aa"}""", true)]
    [InlineData("""{"a":{"$gt":"2026-01-01T00:00:00Z"}}""", """{"a":"2026-01-01T01:30:00+01:00"}""", true)]
    [InlineData("""{"a":{"$gt":"2026-01-01T00:00:00Z"}}""", """{"a":"2026-01-01T00:30:00+01:00"}""", false)]
    [InlineData("""{"a":{"$in":["x",null]}}""", """{}""", true)]
    [InlineData("""{"a":{"$in":["x","y"]}}""", """{"a":["z","y"]}""", true)]
    [InlineData("""{"a":{"$in":[]}}""", """{"a":1}""", false)]
    [InlineData("""{"a":{"$nin":["x"]}}""", """{"a":["x"]}""", false)]
    [InlineData("""{"a":{"$nin":["x"]}}""", """{}""", true)]
    [InlineData("""{"a":{"$regex":"^AB","$options":"i"}}""", """{"a":"abc"}""", true)]
    [InlineData("""{"a":{"$regex":"^AB"}}""", """{"a":"abc"}""", false)]
    [InlineData("""{"a":{"$regex":"1"}}""", """{"a":1}""", false)]
    [InlineData("""{"a":{"$exists":true}}""", """{"a":null}""", true)]
    [InlineData("""{"a":{"$exists":false}}""", """{"a":null}""", false)]
    [InlineData("""{"a":{"$any":true}}""", """{"a":null}""", false)]
    [InlineData("""{"a":{"$any":true}}""", """{"a":0}""", true)]
    [InlineData("""{"a":{"$any":false}}""", """{}""", true)]
    [InlineData("""{"a":{"$type":"date"}}""", """{"a":"2026-11-26T10:00:00.123Z"}""", true)]
    [InlineData("""{"a":{"$type":"date"}}""", """{"a":"soon"}""", false)]
    [InlineData("""{"a":{"$type":["int","string"]}}""", """{"a":5}""", true)]
    [InlineData("""{"a":{"$type":"int"}}""", """{"a":5000000000}""", false)]
    [InlineData("""{"a":{"$type":18}}""", """{"a":5000000000}""", true)]
    [InlineData("""{"a":{"$type":"int"}}""", """{"a":5.5}""", false)]
    [InlineData("""{"a":{"$type":"array"}}""", """{"a":[]}""", true)]
    [InlineData("""{"a":{"$type":"string"}}""", """{"a":[1,"x"]}""", true)]
    [InlineData("""{"a":{"$type":"null"}}""", """{}""", false)]
    [InlineData("""{"a":{"$size":2}}""", """{"a":[1,2]}""", true)]
    [InlineData("""{"a":{"$size":0}}""", """{"a":"x"}""", false)]
    [InlineData("""{"a":{"$all":["x"]}}""", """{"a":"x"}""", true)]
    [InlineData("""{"a":{"$all":[]}}""", """{"a":["x"]}""", false)]
    [InlineData("""{"a":{"$elemMatch":{"b":1,"c":2}}}""", """{"a":[{"b":1},{"c":2}]}""", false)]
    [InlineData("""{"a":{"$elemMatch":{"b":1,"c":2}}}""", """{"a":[{"b":1,"c":2,"d":3}]}""", true)]
    [InlineData("""{"a":{"$elemMatch":{"$gt":1,"$lt":3}}}""", """{"a":[0,2]}""", true)]
    [InlineData("""{"a":{"$not":{"$gt":5}}}""", """{}""", true)]
    [InlineData("""{"a":{"$not":{"$gt":5}}}""", """{"a":[1,9]}""", false)]
    [InlineData("""{"$or":[{"a":1},{"b":1}]}""", """{"b":1}""", true)]
    [InlineData("""{"$or":[{"a":1},{"b":1}],"c":1}""", """{"b":1}""", false)]
    [InlineData("""{"$and":[{"a":1},{"b":1}]}""", """{"a":1,"b":1}""", true)]
    [InlineData("""{"$nor":[{"a":1},{"b":1}]}""", """{"a":2}""", true)]
    [InlineData("""{"a":{"$approx":12.5}}""", """{"a":12.500000000001}""", true)]
    [InlineData("""{"a":{"$approx":12.5}}""", """{"a":12.51}""", false)]
    [InlineData("""{"a":{"$approx":{"value":12.5,"within":0.1}}}""", """{"a":12.6}""", true)]
    [InlineData("""{"a":{"$approx":{"value":12.5,"within":0.1}}}""", """{"a":"12.5"}""", false)]
    [InlineData("""{"a":{"$literal":{"$gt":1}}}""", """{"a":{"$gt":1}}""", true)]
    [InlineData("""{"a":{"$literal":{"b":1}}}""", """{"a":{"b":1,"c":2}}""", false)]
    public void Matches_ShouldBeAsMongoDbOrTheKitSays(string pattern, string value, bool expected)
    {
        var matcher = Matcher.Parse(JsonNode.Parse(pattern));

        matcher.Matches(JsonNode.Parse(value)).ShouldBe(expected);
        (matcher.Compare(JsonNode.Parse(value)).Count == 0).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"b":2}""", false)]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":1,"c":2}}""", false)]
    [InlineData("""{"a.b":1,"a.c":2}""", """{"a":{"b":1,"c":2}}""", true)]
    [InlineData("""{"a.b":1}""", """{"a":{"b":1,"c":2}}""", false)]
    [InlineData("""{"a":[{"b":1}]}""", """{"a":[{"b":1,"c":2}]}""", false)]
    [InlineData("""{"$.a":1}""", """{"a":1}""", true)]
    [InlineData("""{"a":{"$any":true}}""", """{"a":{"b":1}}""", true)]
    public void Strict_ShouldRuleOutFieldsThatAreNotNamed(string pattern, string value, bool expected) =>
        Matcher.Parse(JsonNode.Parse(pattern), strict: true).Matches(JsonNode.Parse(value)).ShouldBe(expected);

    [Fact]
    public void Compare_ShouldNameEveryPathAtOnce() => Differences(
        """{"customer.segment":{"$in":["gold","silver"]},"$.lines[*].sku":{"$all":["A1","B2"]},"total":{"$approx":12.5},"at":{"$type":"date"},"tags":["x",{"y":1}],"id":7}""",
        """{"customer":{"segment":"bronze"},"lines":[{"sku":"A1"}],"total":13,"tags":["x",{"y":2}],"id":7}""").ShouldBe(
        [
            "customer.segment: expected one of gold, silver, \"bronze\"",
            "lines[*].sku: missing \"B2\", ",
            "total: expected about 12.5, 13",
            "at: expected type date, (missing)",
            "tags[1].y: expected 1, 2",
        ]);

    [Fact]
    public void Compare_ShouldNameTheFieldThatIsTooMuch_WhenItIsStrict() => Differences("""{"a":{"b":1}}""", """{"a":{"b":1,"c":2},"d":3}""", strict: true)
        .ShouldBe(["a.c: expected no such field, 2", "d: expected no such field, 3"]);

    [Theory]
    [InlineData("""{"a":{"$gte":1,"$regx":"x"}}""", "a/$regx", "There is no operator $regx: did you mean $regex?")]
    [InlineData("""{"a":[{"$in":3}]}""", "a/0/$in", "$in takes a list.")]
    [InlineData("""{"a":{"$regex":"("}}""", "a/$regex", "$regex is no regular expression:")]
    [InlineData("""{"a":{"$type":"strng"}}""", "a/$type", "$type knows no \"strng\": did you mean string?")]
    [InlineData("""{"a":{"$size":-1}}""", "a/$size", "$size takes a whole number from 0 on.")]
    [InlineData("""{"a":{"$not":5}}""", "a/$not", "$not takes operators, as in { $not: { $gt: 5 } }.")]
    [InlineData("""{"a":{"$exists":"yes"}}""", "a/$exists", "$exists takes true or false.")]
    [InlineData("""{"a":{"$gt":null}}""", "a/$gt", "$gt takes a number or a text.")]
    [InlineData("""{"a":{"$approx":"1"}}""", "a/$approx", "$approx takes a number, or { value: 12.5, within: 0.01 }.")]
    [InlineData("""{"a":{"b":1,"$gt":5}}""", "a/$gt", "$gt stands beside fields: an operator belongs below the field that it is about.")]
    [InlineData("""{"a":{"$options":"i"}}""", "a/$options", "$options stands beside $regex alone.")]
    [InlineData("""{"$or":[]}""", "$or", "$or takes a list of one pattern or more.")]
    [InlineData("""{"$.a[":1}""", "$.a[", "\"$.a[\" is no JSONPath:")]
    public void Parse_ShouldSayWhatIsWrongAndWhere(string pattern, string path, string message)
    {
        var fault = Should.Throw<PatternException>(() => Matcher.Parse(JsonNode.Parse(pattern)));

        string.Join('/', fault.Path).ShouldBe(path);
        fault.Message.ShouldStartWith(message);
    }

    private static IEnumerable<string> Differences(string pattern, string value, bool strict = false) =>
        Matcher.Parse(JsonNode.Parse(pattern), strict).Compare(JsonNode.Parse(value)).Select(each => $"{each.Path}: {each.Expected}, {each.Actual}");
}
