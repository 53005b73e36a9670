// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Cli.Output;
using Sluice.Core.Groups.Administration;
using Spectre.Console;

namespace Sluice.Cli.Groups;

/// <summary>What the commands about groups print.</summary>
internal static class GroupOutput
{
    private const string None = "-";

    public static Task WriteListAsync(Terminal terminal, IReadOnlyList<GroupListing> groups, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => GroupJson.WriteList(writer, groups) : null,
        text => WriteTable(
            terminal,
            text,
            ["group", "state", "type"],
            groups.Select(group => (string[])[group.Group, GroupWords.Of(group.State), GroupWords.Of(group.Type)])));

    public static Task WriteDescriptionAsync(Terminal terminal, GroupDescription group, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => GroupJson.WriteDescription(writer, group) : null,
        text =>
        {
            text.WriteLine($"group        {group.Group}");
            text.WriteLine($"state        {GroupWords.Of(group.State)}");
            text.WriteLine($"type         {GroupWords.Of(group.Type)}");
            text.WriteLine($"assignor     {(group.Assignor.Length == 0 ? None : group.Assignor)}");
            text.WriteLine($"coordinator  {group.Coordinator.Id} ({group.Coordinator.Host}:{group.Coordinator.Port})");
            text.WriteLine($"members      {group.Members.Count}");
            if (group.Members.Count > 0)
            {
                text.WriteLine();
                WriteTable(
                    terminal,
                    text,
                    ["client", "host", "instance", "member", "assignment"],
                    group.Members.Select(member => (string[])
                        [member.ClientId, member.Host, member.InstanceId ?? None, member.MemberId, AssignmentOf(member)]));
            }
        });

    public static Task WriteLagAsync(Terminal terminal, GroupLag lag, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => GroupJson.WriteLag(writer, lag) : null,
        text => WriteTable(
            terminal,
            text,
            ["topic", "partition", "committed", "end", "lag", "client", "host", "member"],
            lag.Partitions.Select(partition => (string[])
            [
                partition.Topic, Number(partition.Partition), Number(partition.Committed), Number(partition.End), Number(partition.Lag),
                partition.Member?.ClientId ?? None, partition.Member?.Host ?? None, partition.Member?.MemberId ?? None,
            ])));

    public static Task WriteResetAsync(Terminal terminal, OffsetResetPlan plan, bool executed, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => GroupJson.WriteReset(writer, plan, executed) : null,
        text => WriteTable(
            terminal,
            text,
            ["topic", "partition", "committed", executed ? "now" : "would-be", ""],
            plan.Partitions.Select(reset => (string[])
            [
                reset.Topic, Number(reset.Partition), Number(reset.Committed), Number(reset.Target),
                reset.OutOfRange ? "nearest, what was asked for is out of range" : "",
            ])));

    public static Task WriteDeletedAsync(Terminal terminal, string group, bool json) => CommandOutput.WriteAsync(
        terminal,
        json ? writer => GroupJson.WriteDeleted(writer, group) : null,
        text => text.WriteLine($"deleted {group}"));

    private static void WriteTable(Terminal terminal, TextWriter text, string[] headings, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))) { NoWrap = true });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        terminal.CreateOutputConsole(text).Write(table);
    }

    private static string AssignmentOf(GroupMember member) => member.Assignment.Count == 0
        ? None
        : string.Join(' ', member.Assignment.GroupBy(partition => partition.Topic)
            .Select(topic => $"{topic.Key}:{string.Join(',', topic.Select(partition => partition.Partition))}"));

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? None;
}
