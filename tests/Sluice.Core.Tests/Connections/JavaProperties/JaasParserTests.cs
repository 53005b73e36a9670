// SPDX-License-Identifier: Apache-2.0

using System.Text;
using CsCheck;
using Sluice.Core.Connections.JavaProperties;

namespace Sluice.Core.Tests.Connections.JavaProperties;

public sealed class JaasParserTests
{
    // Reads values of sasl.jaas.config as hexadecimal UTF-16, one a line, and answers each with its module and options as Kafka reads them.
    private const string RealJaas = """
        import java.io.*;
        import java.util.*;
        import org.apache.kafka.common.config.types.Password;
        import org.apache.kafka.common.security.JaasContext;

        public class Main {
            public static void main(String[] arguments) throws IOException {
                var input = new BufferedReader(new InputStreamReader(System.in));
                for (var line = input.readLine(); line != null; line = input.readLine()) {
                    System.out.println(answer(decode(line.substring(1))));
                }
            }

            static String answer(String text) {
                try {
                    var entry = JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(text))).configurationEntries().get(0);
                    var options = new TreeSet<String>();
                    entry.getOptions().forEach((name, value) -> options.add(encode(name) + "=" + encode(value.toString())));
                    return ">" + encode(entry.getLoginModuleName()) + " " + String.join(",", options);
                } catch (RuntimeException e) {
                    return "broken";
                }
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
        "username", "password", "a.b-c_$", "=", "=", ";", "\"x\"", "'y'", "\"a\\\"b\\n\\101\\\\\"", "\"=;\"", "x1", "required", " ", " ", "\t", "\n", "\"", "é",
        "// c\n", "/* c */", "/", "42", "-x", "x-1", ".5", "-5", ".", "\"\\7\\477\\9\"", "\u0001", "\r", "#");

    private static readonly Gen<string> Value = Gen.OneOf(
        Piece.Array[0, 8].Select(pieces => "org.example.Module required " + string.Concat(pieces) + ";"),
        Gen.Select(Gen.OneOf("", "sufficient ", "OPTIONAL\n", "none "), Piece.Array[0, 6], (flag, pieces) => "Module " + flag + string.Join(' ', pieces)));

    [Fact]
    public async Task Parse_ShouldReadWhatKafkaReads()
    {
        var home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipWhen(string.IsNullOrEmpty(home), "Needs KAFKA_HOME: the folder of an Apache Kafka distribution.");
        var values = Array.Empty<string>();
        Value.Array[5_000].Sample(sample => values = sample, iter: 1);

        var answers = await JavaProgram.RunAsync(
            RealJaas, string.Concat(values.Select(value => $">{Hex(value)}\n")), Path.Combine(home!, "libs", "*"));

        answers.Length.ShouldBe(values.Length);
        answers.Count(answer => answer != "broken").ShouldBeGreaterThan(100);
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsUnclosed(values[i]))
            {
                Answer(values[i]).ShouldBe(answers[i], $"of {values[i]}");
            }
        }
    }

    // Kafka closes a quote at the end of the line by itself. Half a password is of no use to anyone, so that is an error here.
    private static bool IsUnclosed(string text) => JaasParser.Parse(text).Fault?.Contains("is not closed", StringComparison.Ordinal) == true;

    private static string Answer(string text) => JaasParser.Parse(text) is { Entry: { } entry }
        ? $">{Hex(entry.Module)} {string.Join(',', entry.Options.Select(o => $"{Hex(o.Key)}={Hex(o.Value)}").Order(StringComparer.Ordinal))}".Trim()
        : "broken";

    private static string Hex(string text) => Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text));
}
