// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Sluice.Testing.Matching;

namespace Sluice.Testing.Tests.Matching;

public sealed class RecordPatternTests
{
    private static readonly Candidate Order = new()
    {
        Place = "orders-2@118",
        Key = "42",
        Partition = 2,
        Headers = [new("source", "svc-1a"), new("hop", "a"), new("hop", "b")],
        Value = JsonNode.Parse("""{"orderId":42,"customer":{"id":"c-7"}}"""),
    };

    [Fact]
    public void Compare_ShouldAcceptARecord_WhenAllItsPartsAre() => Pattern(
        """{"orderId":42}""", key: "42", headers: """{"source":"svc-1a","hop":{"$all":["a","b"]}}""", partition: 2).Compare(Order).ShouldBeEmpty();

    [Fact]
    public void Compare_ShouldNameEachPartThatDiffers() =>
        Pattern("""{"orderId":43}""", key: "43", headers: """{"source":"svc-2a","gone":"x"}""", partition: 1).Compare(Order)
            .Select(each => $"{each.Path}: {each.Expected}, {each.Actual}").ShouldBe(
            [
                "key: expected \"43\", \"42\"",
                "headers.source: expected \"svc-2a\", \"svc-1a\"",
                "headers.gone: expected \"x\", (missing)",
                "partition: expected 1, 2",
                "orderId: expected 43, 42",
            ]);

    [Fact]
    public void Compare_ShouldSayWhatLiesThere_WhenItIsNoJson()
    {
        var poison = new Candidate { Place = "orders-0@1", Bytes = new byte[] { 0xCA, 0xFE } };

        Pattern("""{"a":1}""").Compare(poison).ShouldHaveSingleItem().Actual.ShouldBe("2 bytes that are not JSON: CAFE");
        Pattern("""{"a":1}""").Compare(new Candidate { Place = "orders-0@2", IsTombstone = true }).ShouldHaveSingleItem().Actual.ShouldBe("a tombstone");
        RecordPattern.Parse(null, false, null, null, null, tombstone: true, null).Compare(Order).ShouldHaveSingleItem().Expected.ShouldBe("expected a tombstone");
        RecordPattern.Parse(null, false, null, null, null, false, new byte[] { 0xCA, 0xFE }).Compare(poison).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "an empty value")]
    [InlineData("<p>Out of memory</p>\n", "21 bytes that are not JSON: \"<p>Out of memory</p>\\n\"")]
    [InlineData("\u0001", "1 bytes that are not JSON: 01")]
    public void Compare_ShouldShowAText_WhereJsonWasExpected(string text, string expected) =>
        Pattern("""{"a":1}""").Compare(new Candidate { Place = "GET / → 500", Bytes = Encoding.UTF8.GetBytes(text) }).ShouldHaveSingleItem().Actual.ShouldBe(expected);

    [Theory]
    [InlineData("201", true)]
    [InlineData("200", false)]
    [InlineData("""{"$gte":200,"$lt":300}""", true)]
    [InlineData("""{"$in":[200,204]}""", false)]
    public void Compare_ShouldLookAtTheStatus(string status, bool matches)
    {
        var pattern = RecordPattern.Parse(null, false, null, null, null, false, null, JsonNode.Parse(status));

        pattern.Compare(new Candidate { Place = "POST / → 201", Status = 201 }).Select(difference => difference.Path).ShouldBe(matches ? [] : ["status"]);
        pattern.Compare(Order).ShouldAllBe(difference => difference.Path == "status" && difference.Actual == "(missing)");
        pattern.Compare(Order).ShouldNotBeEmpty();
    }

    [Fact]
    public void Compare_ShouldFindHeaders_WhateverTheirCase_WhenTheyAreHttps()
    {
        var answer = Order with { HeaderNames = StringComparison.OrdinalIgnoreCase };

        Pattern("{}", headers: """{"SOURCE":"svc-1a"}""").Compare(answer).ShouldBeEmpty();
        Pattern("{}", headers: """{"SOURCE":"svc-1a"}""").Compare(Order).ShouldHaveSingleItem().Path.ShouldBe("headers.SOURCE");
        Selector.Parse("header:Source").ReadText(answer).ShouldBe("svc-1a");
        Selector.Parse("header:Source").ReadText(Order).ShouldBeNull();
    }

    [Fact]
    public void Parse_ShouldSayInWhichPartAFaultIs() =>
        Should.Throw<PatternException>(() => Pattern("""{"a":{"$regx":1}}""")).Path.ShouldBe(["match", "a", "$regx"]);

    [Fact]
    public void Closest_ShouldBeTheLatestOfThoseWithFewestDifferences()
    {
        var pattern = Pattern("""{"orderId":42,"customer.id":"c-8"}""");
        var far = Order with { Place = "far", Value = JsonNode.Parse("{}") };

        pattern.Closest([far, Order, Order with { Place = "later" }, far]).ShouldNotBeNull().Candidate.Place.ShouldBe("later");
        pattern.Closest([]).ShouldBeNull();
    }

    [Theory]
    [InlineData("key", "42")]
    [InlineData("header:source", "svc-1a")]
    [InlineData("header:gone", null)]
    [InlineData("$.orderId", "42")]
    [InlineData("$.customer.id", "c-7")]
    [InlineData("$.customer", null)]
    [InlineData("$.nobody", null)]
    [InlineData("_id", null)]
    public void Selector_ShouldReadTheText(string selector, string? expected) => Selector.Parse(selector).ReadText(Order).ShouldBe(expected);

    [Fact]
    public void Selector_ShouldReadADocumentsId() =>
        Selector.Parse("$._id").ReadText(new Candidate { Place = "x", DocumentId = "7", Value = JsonNode.Parse("{}") }).ShouldBe("7");

    [Theory]
    [InlineData("orderId")]
    [InlineData("header:")]
    [InlineData("$.a[")]
    public void Selector_ShouldSayWhatThereIs(string selector) => Should.Throw<FormatException>(() => Selector.Parse(selector)).Message.ShouldContain(selector);

    [Fact]
    public void Match_ShouldBeTheSameFromCodeAndFromJson()
    {
        var match = Match.Subset(new { status = "ACCEPTED", total = Is.Approx(12.5), tags = Is.All("a", "b"), at = Is.Date, customer = new { id = Is.Any } });

        match.Pattern!.ToJsonString().ShouldBe(Match.Json(
            """{"status":"ACCEPTED","total":{"$approx":12.5},"tags":{"$all":["a","b"]},"at":{"$type":"date"},"customer":{"id":{"$any":true}}}""").Pattern!.ToJsonString());
        match.IsStrict.ShouldBeFalse();
        Match.Strict(new { a = 1 }).IsStrict.ShouldBeTrue();
        Should.Throw<PatternException>(() => Match.Json("""{"a":{"$gtt":1}}"""));
    }

    private static RecordPattern Pattern(string match, string? key = null, string? headers = null, int? partition = null) => RecordPattern.Parse(
        JsonNode.Parse(match), strict: false, key, headers is null ? null : JsonNode.Parse(headers)!.AsObject(), partition, tombstone: false, null);
}
