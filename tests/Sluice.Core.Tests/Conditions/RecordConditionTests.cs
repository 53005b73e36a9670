// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Sluice.Core.Conditions;
using Sluice.Core.Errors;
using Sluice.Core.Records;

namespace Sluice.Core.Tests.Conditions;

public sealed class RecordConditionTests
{
    [Theory]
    [InlineData("value = \"done\"", "done", true)]
    [InlineData("value = 'done'", "Done", false)]
    [InlineData("VALUE EQUALS 'done'", "done", true)]
    [InlineData("value = 5", "5", true)]
    [InlineData("value = 5", "5.0", true)]
    [InlineData("value = 5", "0.5E+1", true)]
    [InlineData("value = 5", " 5", false)]
    [InlineData("value = 5", "05", false)]
    [InlineData("value = '5'", "5.0", false)]
    [InlineData("value = true", "true", true)]
    [InlineData("value = true", "True", false)]
    [InlineData("value < 5", "four", false)]
    [InlineData("value < 0", "-1e-300", true)]
    [InlineData("value > 9007199254740993", "9007199254740993.0000000000000000001", true)]
    [InlineData("value >= -0.0", "0", true)]
    [InlineData("value < 1e999999999", "123", true)]
    [InlineData("value > 1", "1e9999999999", false)]
    [InlineData("value > '2026-01-01'", "2026-01-01T00:30+01:00", false)]
    [InlineData("value > '2026-01-01'", "2026-01-01T01:30+01:00", true)]
    [InlineData("value > '2026-01-01'", "2026-01-01T01:30", false)]
    [InlineData("value contains 'é'", "aéb", true)]
    [InlineData("value contains ''", "", true)]
    [InlineData("value starts  with 'a'", "ab", true)]
    [InlineData("value ends\twith 'a'", "ab", false)]
    [InlineData("value matches '^a.c$'", "abc", true)]
    [InlineData("value matches 'B'", "abc", false)]
    [InlineData("value matches '(?i)B'", "abc", true)]
    [InlineData("value matches '(a)\\\\1'", "xaax", true)]
    [InlineData("value in ('a', 2, false)", "2.0", true)]
    [InlineData("value in ('a', 2, false)", "false", true)]
    [InlineData("value in ('a', 2, false)", "b", false)]
    [InlineData("not not value = 'a'", "a", true)]
    [InlineData("not value = 'a' and value = 'b'", "b", true)]
    [InlineData("value = 'a' or value = 'b' and value = 'c'", "a", true)]
    [InlineData("(value = 'a' or value = 'b') and value = 'c'", "a", false)]
    [InlineData("value = '\\u0041\\n\\'\\\"\\\\\\/'", "A\n'\"\\/", true)]
    public void Matches_ShouldCompareBytes(string condition, string value, bool expected) => Matches(condition, value).ShouldBe(expected);

    [Theory]
    [InlineData("$ = 5", "5", true)]
    [InlineData("$ exists", "[]", true)]
    [InlineData("$ exists", "{", false)]
    [InlineData("$ exists", "", false)]
    [InlineData("$ exists", "{} {}", false)]
    [InlineData("value.$.a = 1", "{\"a\":1}", true)]
    [InlineData("$.a = '1'", "{\"a\":1}", false)]
    [InlineData("$.a = 1", "{\"a\":\"1\"}", false)]
    [InlineData("$.a != 1", "{\"a\":\"1\"}", true)]
    [InlineData("$.a != 1", "{\"b\":2}", false)]
    [InlineData("$.a != 1", "{\"a\":null}", false)]
    [InlineData("$.a != 1", "{\"a\":{}}", true)]
    [InlineData("$.a is null", "{\"a\":null}", true)]
    [InlineData("$.a is null", "{}", false)]
    [InlineData("$.a exists", "{\"a\":null}", true)]
    [InlineData("$.a = 'é'", "{\"a\":\"\\u00e9\"}", true)]
    [InlineData("$.é = 1", "{\"\\u00e9\":1}", true)]
    [InlineData("$.a = 2", "{\"a\":1,\"a\":2}", true)]
    [InlineData("$.a = 1", "{\"a\":1,\"a\":2}", false)]
    [InlineData("$.a = 1", "{\"a\":1,\"\\ud800\":2}", true)]
    [InlineData("$.a != 'x'", "{\"a\":\"\\ud800\"}", true)]
    [InlineData("$.a contains 'x'", "{\"a\":\"x\\ud800\"}", false)]
    [InlineData("$.a contains '1'", "{\"a\":11}", false)]
    [InlineData("$.a = true", "{\"a\":true}", true)]
    [InlineData("$.a = 'true'", "{\"a\":true}", false)]
    [InlineData("$[1] = 2", "[1,2]", true)]
    [InlineData("$[2] exists", "[1,2]", false)]
    [InlineData("$[0] exists", "{\"0\":1}", false)]
    [InlineData("$['0'] exists", "{\"0\":1}", true)]
    [InlineData("$[*][*].a > 2", "[[{\"a\":1}],[{\"a\":3}]]", true)]
    [InlineData("$.a[*] exists", "{\"a\":[]}", false)]
    [InlineData("$.a > '2026-01-31T12:00:00.1234567Z'", "{\"a\":\"2026-01-31T13:00:00.12345689+01:00\"}", true)]
    [InlineData("$.a > '2026-01-31'", "{\"a\":1800000000000}", false)]
    public void Matches_ShouldCompareJson(string condition, string value, bool expected) => Matches(condition, value).ShouldBe(expected);

    [Theory]
    [InlineData("key exists", false)]
    [InlineData("key is null", true)]
    [InlineData("key != 'a'", false)]
    [InlineData("key.$ exists", false)]
    [InlineData("not key contains ''", true)]
    [InlineData("timestamp exists", false)]
    [InlineData("timestamp < 0", false)]
    [InlineData("header h exists", false)]
    [InlineData("header h is null", false)]
    public void Matches_ShouldMeetNothing_WhereNothingIs(string condition, bool expected) =>
        RecordCondition.Parse(condition).Matches(Record(key: null, value: null)).ShouldBe(expected);

    [Theory]
    [InlineData("value = 'a'", false)]
    [InlineData("value contains 'done'", true)]
    [InlineData("value matches '\\ufffd.*done'", true)]
    [InlineData("value != 'a'", true)]
    [InlineData("$ exists", false)]
    public void Matches_ShouldFindTextInBytes_ThatAreNoUtf8(string condition, bool expected) =>
        RecordCondition.Parse(condition).Matches(Record(null, [0, 1, 255, .. "done"u8])).ShouldBe(expected);

    [Fact]
    public void Matches_ShouldGiveUp_WhenAPatternNeedsTooLong() =>
        Matches("value matches '^(a+)+(?!b)$|c$'", new string('a', 40) + "c").ShouldBeFalse("the second branch would match, after centuries");

    [Fact]
    public void Matches_ShouldReadTheKeyAsJson() =>
        RecordCondition.Parse("key.$.id = 7 and $.id = 8").Matches(Record("{\"id\":7}"u8.ToArray(), "{\"id\":8}"u8.ToArray())).ShouldBeTrue();

    [Theory]
    [InlineData("", 1, "expected key, value, header NAME")]
    [InlineData("  ", 3, "expected key, value, header NAME")]
    [InlineData("key", 4, "expected =, !=")]
    [InlineData("key ~ 'a'", 5, "expected =, !=")]
    [InlineData("key = ", 7, "expected a text in quotes, a number, true or false (for null: is null)")]
    [InlineData("key = null", 7, "(for null: is null)")]
    [InlineData("key == 'a'", 6, "expected a text in quotes")]
    [InlineData("key = 'a' && key = 'b'", 11, "expected and, or, or the end")]
    [InlineData("(key = 'a'", 11, "expected and, or, or )")]
    [InlineData("key = 'a", 7, "the quote that begins here is not closed")]
    [InlineData("key = '\\d'", 8, "for a backslash write \\\\")]
    [InlineData("key = '\\ud800'", 7, "half of a surrogate pair")]
    [InlineData("key matches '('", 13, "this is no regular expression")]
    [InlineData("key matches 5", 13, "expected a text in quotes")]
    [InlineData("offset contains '1'", 8, "offset is a number")]
    [InlineData("offset = '1'", 10, "expected a number")]
    [InlineData("timestamp > '2026-01-31T12:00'", 13, "a time of day needs Z or an offset")]
    [InlineData("timestamp = '2026-02-30'", 13, "expected a number, or a time such as")]
    [InlineData("key < true", 7, "expected a number, or a time in quotes")]
    [InlineData("key = 01", 7, "expected a text in quotes")]
    [InlineData("key in 'a'", 8, "expected ( and values")]
    [InlineData("key in ('a' 'b')", 13, "expected , or )")]
    [InlineData("header = 'a'", 8, "expected a header's name")]
    [InlineData("$.a..b = 1", 5, "expected a member's name")]
    [InlineData("$[-1] = 1", 3, "expected an index from 0, * or a name in quotes")]
    [InlineData("$[1 = 1", 5, "expected ]")]
    [InlineData("key.id = 1", 5, "expected a path that begins with $")]
    [InlineData("keys = 1", 1, "expected key, value")]
    public void TryParse_ShouldSayWhatIsExpected_AndWhere(string text, int column, string message)
    {
        RecordCondition.TryParse(text, out _, out var fault).ShouldBeFalse();

        fault!.Message.ShouldContain(message);
        fault.Column.ShouldBe(column);
    }

    [Fact]
    public void Parse_ShouldMarkTheColumn()
    {
        var failure = Should.Throw<KafkaFailureException>(() => RecordCondition.Parse("key = 'a'\nnor value is null")).Failure;

        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Detail.ShouldBe(string.Join(Environment.NewLine, "column 11: expected and, or, or the end.", "key = 'a' nor value is null", "          ^"));
    }

    [Fact]
    public void Parse_ShouldShowAPart_WhenTheTextIsLong()
    {
        RecordCondition.TryParse($"key = '{new string('x', 500)}' nor{new string(' ', 500)}", out _, out var fault).ShouldBeFalse();

        var lines = fault!.ToString().Split(Environment.NewLine);
        lines[1].Length.ShouldBeLessThan(130);
        lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)..].ShouldStartWith("nor");
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("not ", "")]
    public void Parse_ShouldBoundNesting(string open, string close)
    {
        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "key exists" + string.Concat(Enumerable.Repeat(close, depth));

        RecordCondition.Parse(Nested(RecordCondition.MaxNesting)).ToString().ShouldNotBeEmpty();
        RecordCondition.TryParse(Nested(RecordCondition.MaxNesting + 1), out _, out var fault).ShouldBeFalse();
        fault!.Message.ShouldContain("at most 100 deep");
    }

    [Fact]
    public void Parse_ShouldBoundLength()
    {
        var longest = string.Join(" or ", Enumerable.Repeat("offset=1", 10_000 / 12));

        RecordCondition.Parse(longest).Matches(Record(null, null)).ShouldBeFalse();
        RecordCondition.TryParse(longest.PadRight(RecordCondition.MaxLength + 1), out _, out var fault).ShouldBeFalse();
        fault!.Message.ShouldContain("at most 10000 characters");
    }

    private static bool Matches(string condition, string value) => RecordCondition.Parse(condition).Matches(Record(null, Encoding.UTF8.GetBytes(value)));

    private static StoredRecord Record(byte[]? key, byte[]? value) => new()
    {
        Partition = 0,
        Offset = 0,
        Key = key,
        Value = value,
        Timestamp = -1,
        TimestampType = RecordTimestampType.NotAvailable,
    };
}
