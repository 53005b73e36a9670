// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using Sluice.Core.Connections;
using Sluice.Core.Connections.JavaProperties;
using Sluice.Core.Native;

namespace Sluice.Core.Tests.Connections.JavaProperties;

public sealed class JavaPropertyTableTests
{
    private const string Names = """
        import java.util.*;
        import org.apache.kafka.clients.admin.AdminClientConfig;
        import org.apache.kafka.clients.consumer.ConsumerConfig;
        import org.apache.kafka.clients.producer.ProducerConfig;

        public class Main {
            public static void main(String[] arguments) {
                var names = new TreeSet<String>(ConsumerConfig.configNames());
                names.addAll(ProducerConfig.configNames());
                names.addAll(AdminClientConfig.configNames());
                names.forEach(System.out::println);
            }
        }
        """;

    [Fact]
    public async Task Table_ShouldHaveARow_ForEveryPropertyOfTheRealKafka()
    {
        var home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipWhen(string.IsNullOrEmpty(home), "Needs KAFKA_HOME: the folder of an Apache Kafka distribution.");

        var names = await JavaProgram.RunAsync(Names, classPath: Path.Combine(home!, "libs", "*"));

        names.Length.ShouldBeGreaterThan(100);
        names.Where(name => !JavaPropertyTable.Rows.ContainsKey(name)).ShouldBeEmpty();
    }

    [Fact]
    public void EveryTarget_ShouldBeTakenByTheClient_AtItsLimitsToo()
    {
        var configuration = Librdkafka.ConfNew();
        try
        {
            Span<byte> error = stackalloc byte[512];
            foreach (var row in JavaPropertyTable.Rows.Values.Where(row => row.Target is not null))
            {
                foreach (var value in ValuesOf(row))
                {
                    Librdkafka.ConfSet(configuration, row.Target!, value, error, (nuint)error.Length).ShouldBe(0, $"{row.Target}={value}");
                }
            }
        }
        finally
        {
            Librdkafka.ConfDestroy(configuration);
        }
    }

    [Fact]
    public void EveryTargetOfAllClients_ShouldBeASettingThatAConnectionTakes()
    {
        var rows = JavaPropertyTable.Rows.Values.Where(row => row is { Target: not null, IsConsumers: false }).ToArray();

        rows.Length.ShouldBeGreaterThan(10);
        PropertyCheck.FindFaults(rows.Select(row => KeyValuePair.Create(row.Target!, ValuesOf(row)[0]))).ShouldBeEmpty();
    }

    [Fact]
    public void Page_ShouldBeTheTable()
    {
        var rows = JavaPropertyTable.Rows.Values.OrderBy(row => row.Key, StringComparer.Ordinal).Select(RowOf).ToArray();
        if (Environment.GetEnvironmentVariable("SLUICE_UPDATE_DOCS") == "1")
        {
            var head = File.ReadAllLines(PagePath()).TakeWhile(line => !line.StartsWith("| `", StringComparison.Ordinal));
            File.WriteAllText(PagePath(), string.Join('\n', head.Concat(rows)) + "\n");
        }

        File.ReadAllLines(PagePath()).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ShouldBe(rows);
    }

    private static string[] ValuesOf(JavaPropertyRule row) =>
        row.Least > long.MinValue ? [$"{row.Least}", $"{row.Most}"]
        : row.Value.Read("true") == "true" ? ["true"]
        : row.Value.Allowed.Replace(" or ", ", ", StringComparison.Ordinal).Split(", ");

    private static string RowOf(JavaPropertyRule row) => $"| `{row.Key}` | {row.Treatment switch
    {
        JavaPropertyTreatment.Translated => "translated",
        JavaPropertyTreatment.Applied => "applied",
        JavaPropertyTreatment.Ignored => "warning",
        _ => "error",
    }} | {EffectOf(row)} |";

    private static string EffectOf(JavaPropertyRule row) => row.Target is null
        ? char.ToUpperInvariant(row.Note[0]) + row.Note[1..]
        : $"`{row.Target}`{(row.Least > long.MinValue ? $", {row.Least} to {row.Most}" : "")}{(row.IsConsumers ? "; of a consumer of a group" : "")}.";

    private static string PagePath([CallerFilePath] string sourceFile = "") =>
        Path.Combine(Path.GetDirectoryName(sourceFile)!, "..", "..", "..", "..", "docs", "reference", "java-properties.md");
}
