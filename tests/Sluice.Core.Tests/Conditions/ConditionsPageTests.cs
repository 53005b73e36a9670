// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Sluice.Core.Conditions;
using Sluice.Core.Records;

namespace Sluice.Core.Tests.Conditions;

/// <summary>What the page about conditions says is so.</summary>
public sealed class ConditionsPageTests
{
    private static readonly string[] Lines = File.ReadAllLines(PagePath());

    [Fact]
    public void Examples_ShouldComeOutAsThePageSays()
    {
        var order = OrderOfThePage();
        var tombstone = new StoredRecord
        {
            Partition = 3,
            Offset = 1043,
            Key = "order-17"u8.ToArray(),
            Value = null,
            Timestamp = -1,
            TimestampType = RecordTimestampType.NotAvailable,
        };
        var rows = Lines.SkipWhile(line => line != "## Examples").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToArray();

        rows.Length.ShouldBeGreaterThanOrEqualTo(20);
        foreach (var cells in rows.Select(row => row.Split('|', StringSplitOptions.TrimEntries)))
        {
            var condition = RecordCondition.Parse(cells[1].Trim('`'));
            condition.Matches(order).ShouldBe(bool.Parse(cells[2]), cells[1]);
            condition.Matches(tombstone).ShouldBe(bool.Parse(cells[3]), cells[1]);
        }
    }

    [Fact]
    public void FirstExample_ShouldBeACondition() =>
        RecordCondition.Parse(BlocksOf("```")[0]).ToString()
            .ShouldBe("$.order.status = \"done\" and not (header retries > 3 or key starts with \"test-\")");

    [Fact]
    public void ErrorOfThePage_ShouldBeWhatIsSaid()
    {
        var block = BlocksOf("```").Single(block => block.StartsWith("column", StringComparison.Ordinal));

        RecordCondition.TryParse(block.Split('\n')[1], out _, out var fault).ShouldBeFalse();

        fault!.ToString().ReplaceLineEndings("\n").ShouldBe(block);
    }

    private static StoredRecord OrderOfThePage()
    {
        using var page = JsonDocument.Parse(BlocksOf("```json").Single());
        var record = page.RootElement;
        return new StoredRecord
        {
            Partition = record.GetProperty("partition").GetInt32(),
            Offset = record.GetProperty("offset").GetInt64(),
            Timestamp = record.GetProperty("timestamp").GetDateTimeOffset().ToUnixTimeMilliseconds(),
            TimestampType = RecordTimestampType.CreateTime,
            Key = Encoding.UTF8.GetBytes(record.GetProperty("key").GetString()!),
            Value = Encoding.UTF8.GetBytes(record.GetProperty("value").GetRawText()),
            Headers = [.. record.GetProperty("headers").EnumerateArray().Select(header =>
                new RecordHeader(header[0].GetString()!, header[1].GetString() is { } value ? Encoding.UTF8.GetBytes(value) : null))],
        };
    }

    // The texts between a line of that mark and the next mark.
    private static List<string> BlocksOf(string mark)
    {
        var blocks = new List<string>();
        var open = -1;
        for (var i = 0; i < Lines.Length; i++)
        {
            if (!Lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            if (open >= 0 && Lines[open] == mark)
            {
                blocks.Add(string.Join('\n', Lines[(open + 1)..i]));
            }

            open = open < 0 ? i : -1;
        }

        return blocks;
    }

    private static string PagePath([CallerFilePath] string sourceFile = "") =>
        Path.Combine(Path.GetDirectoryName(sourceFile)!, "..", "..", "..", "docs", "reference", "conditions.md");
}
