// SPDX-License-Identifier: Apache-2.0

using System.Text;
using CsCheck;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Errors;

namespace Sluice.Core.Tests.Connections.JavaProperties;

public sealed class PropertiesTextTests
{
    // Reads texts as hexadecimal UTF-16, one a line, and answers each with its entries, sorted: key=value as hexadecimal.
    private const string RealProperties = """
        import java.io.*;
        import java.util.*;

        public class Main {
            public static void main(String[] arguments) throws IOException {
                var input = new BufferedReader(new InputStreamReader(System.in));
                for (var line = input.readLine(); line != null; line = input.readLine()) {
                    System.out.println(answer(decode(line.substring(1))));
                }
            }

            static String answer(String text) throws IOException {
                var properties = new Properties();
                try {
                    properties.load(new StringReader(text));
                } catch (IllegalArgumentException e) {
                    return "malformed";
                }
                var entries = new TreeSet<String>();
                for (var key : properties.stringPropertyNames()) {
                    entries.add(encode(key) + "=" + encode(properties.getProperty(key)));
                }
                return ">" + String.join(",", entries);
            }

            static String decode(String hex) {
                var text = new StringBuilder();
                for (int i = 0; i < hex.length(); i += 4) {
                    text.append((char) Integer.parseInt(hex.substring(i, i + 4), 16));
                }
                return text.toString();
            }

            static String encode(String text) {
                var hex = new StringBuilder();
                text.chars().forEach(c -> hex.append(String.format("%04X", c)));
                return hex.toString();
            }
        }
        """;

    private static readonly Gen<string> Piece = Gen.OneOf(
        "a", "key", "value", " ", "\t", "\f", "\n", "\r", "\r\n", "\\", "\\\n", "\\\r\n", "\\\r", "\\\\", "=", ":", "#", "!", "\\=", "\\:", "\\#",
        "\\!", "\\ ", "\\t", "\\n", "\\r", "\\f", "\\q", "\\u0041", "\\u00e9", "\\uFFfF", "\\u12", "\\u12\0\0", "\\uxyz!", "é", "\u2028", "\0", "'", "\"");

    private static readonly Gen<string> Text = Piece.Array[0, 14].Select(string.Concat);

    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a = b ", "a", "b ")]
    [InlineData("  a : b", "a", "b")]
    [InlineData("a b", "a", "b")]
    [InlineData("a == b", "a", "= b")]
    [InlineData("a", "a", "")]
    [InlineData("=b", "", "b")]
    [InlineData("a\\=\\:\\ b=c", "a=: b", "c")]
    [InlineData("a=\\t\\n\\r\\f\\u0041\\\\\\q", "a", "\t\n\r\fA\\q")]
    [InlineData("a=b\\\n   c", "a", "bc")]
    [InlineData("a=b\\\r\n\t#c", "a", "b#c")]
    [InlineData("a=b\\", "a", "b")]
    [InlineData("a=\\ b", "a", " b")]
    [InlineData("a=1\na=2", "a", "2")]
    [InlineData("#x\\\n !y\n\n a=1", "a", "1")]
    public void Parse_ShouldReadOneEntry(string text, string key, string value)
    {
        var property = PropertiesText.Parse(text).ShouldHaveSingleItem();

        (property.Key, property.Value).ShouldBe((key, value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# a=b\n  ! c=d\n \t\f\n")]
    [InlineData("\\\n")]
    [InlineData("\\\n   ")]
    public void Parse_ShouldFindNothing_WhenThereAreOnlyCommentsAndBlanks(string text) =>
        PropertiesText.Parse(text).Select(property => property.Key).ShouldBe(text == "\\\n" ? [""] : []);

    [Fact]
    public void Parse_ShouldKnowTheLine_OfEachKey() =>
        PropertiesText.Parse("# one\n\r\na=1\\\n  2\\\n\n\rb=2\r\n  c=3").Select(property => (property.Key, property.Line))
            .ShouldBe([("a", 3), ("b", 7), ("c", 8)]);

    [Theory]
    [InlineData("a=1\nbc=\\u12g4", 2, 4)]
    [InlineData("a=1\\\r\n  2\\u", 2, 4)]
    [InlineData("\\u004", 1, 1)]
    public void Parse_ShouldSayWhere_WhenAnEscapeIsMalformed(string text, int line, int column)
    {
        var failure = Should.Throw<KafkaFailureException>(() => PropertiesText.Parse(text)).Failure;

        failure.Code.ShouldBe(FailureCode.InvalidConfiguration);
        failure.Detail.ShouldStartWith($"line {line}, column {column}: \\u must be followed by four hexadecimal digits");
    }

    [Fact]
    public void Property_ShouldNotShowItsValue() => PropertiesText.Parse("\n ssl.key.password = hunter2")[0].ToString().ShouldBe("ssl.key.password (line 2)");

    [Fact]
    public async Task Parse_ShouldReadWhatJavaReads()
    {
        var texts = Array.Empty<string>();
        Text.Array[5_000].Sample(sample => texts = sample, iter: 1);

        var answers = await JavaProgram.RunAsync(RealProperties, string.Concat(texts.Select(text => $">{Hex(text)}\n")));

        answers.Length.ShouldBe(texts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            Answer(texts[i]).ShouldBe(answers[i], $"of {Hex(texts[i])}");
        }
    }

    private static string Answer(string text)
    {
        try
        {
            return ">" + string.Join(',', PropertiesText.Parse(text).Select(p => $"{Hex(p.Key)}={Hex(p.Value)}").Order(StringComparer.Ordinal));
        }
        catch (KafkaFailureException)
        {
            return "malformed";
        }
    }

    private static string Hex(string text) => Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text));
}
