// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Reads an <c>expect</c> step.</summary>
internal sealed class ExpectReader(string file, PipelineFile pipeline, FileFaults faults)
{
    private static readonly string[] Patterns = ["match", "key", "headers", "status", "where", "order"];

    /// <summary>Reads it; null if its endpoint is not known.</summary>
    public ExpectStep? Read(MapReader map, MapNode node, EndpointDefinition? endpoint)
    {
        var order = map.Node("order");
        if (order is not (null or ListNode { Items.Count: > 0 }))
        {
            map.Wrong("order", "is a list of patterns, one for each value");
        }

        var patterns = (order as ListNode)?.Items.Select(item => item.ToJson()).ToArray() ?? [];
        var bytes = StepReader.ReadBytes(map);
        var isTopic = endpoint?.Kind == EndpointKind.Topic;
        var step = new ExpectStep(node, endpoint?.Name ?? "")
        {
            Count = ReadCount(map) ?? CountRange.Exactly(Math.Max(1, patterns.Length)),
            Within = map.Time("within"),
            During = map.Time("during"),
            Match = map.Json("match"),
            IsStrict = map.Flag("strict"),
            Headers = isTopic || endpoint?.Kind == EndpointKind.Http ? StepReader.ReadObject(map, "headers") : null,
            Key = isTopic ? StepReader.ReadPlain(map, "key") : null,
            Partition = isTopic ? map.Whole("partition") : null,
            Status = endpoint?.Kind == EndpointKind.Http ? map.Json("status") : null,
            IsTombstone = isTopic && IsTombstone(map),
            Bytes = bytes,
            Order = patterns,
            Where = map.Json("where"),
            From = isTopic ? ReadStart(map) : null,
            Group = isTopic ? map.Text("group") : null,
            Commit = isTopic ? ReadCommit(map) : null,
            Set = ReadKept(map),
        };
        map.End();
        Check(map, step, node);
        return endpoint is null ? null : step;
    }

    private void Check(MapReader map, ExpectStep step, MapNode node)
    {
        if (step is { Within: not null, During: not null })
        {
            map.Wrong("during", "and \"within\" are two ways to wait: one of the two");
        }

        if (step.Order.Count > 0 && !step.Count.Holds(step.Order.Count))
        {
            map.Wrong("order", $"has {step.Order.Count} patterns, the count is {step.Count}");
        }

        if (step.Commit is { Kind: not "never" } && step.Group is null)
        {
            map.Wrong("commit", "needs a \"group\" that commits");
        }

        if (step.Group is { } group && pipeline.Services.FirstOrDefault(service => service.Group == group) is { } owner)
        {
            map.Wrong("group", $"is that of service {owner.Name}, whose records the case would take away: choose a group of its own");
        }

        if (step.Count.IsNone && step.Set.Count > 0)
        {
            map.Wrong("set", "keeps values of what matches, and none is to match");
        }

        var patterns = new PatternCheck(file, faults, node);
        Patterns.ToList().ForEach(part => patterns.Check(part));
        patterns.Check("commit", "when");
    }

    private Dictionary<string, string> ReadKept(MapReader map)
    {
        var kept = new Dictionary<string, string>();
        foreach (var entry in map.Entries("set"))
        {
            var text = (entry.Value as ScalarNode)?.Text ?? "";
            try
            {
                _ = text is "partition" or "offset" || Selector.Parse(text) is not null;
                kept[entry.Key] = text;
            }
            catch (FormatException exception)
            {
                faults.Add(file, entry.Position, exception.Message);
            }
        }

        return kept;
    }

    private static CountRange? ReadCount(MapReader map)
    {
        if (map.Text("count") is not { } text)
        {
            return null;
        }

        var count = CountRange.Parse(text);
        if (count is null)
        {
            map.Wrong("count", $"is {CountRange.Form}, not \"{text}\"");
        }

        return count;
    }

    private static bool IsTombstone(MapReader map)
    {
        if (!map.Has("value"))
        {
            return false;
        }

        if (map.Json("value") is not null)
        {
            map.Wrong("value", "of an expectation is null, which stands for a tombstone: other values stand in \"match\"");
        }

        return true;
    }

    private static CommitDefinition? ReadCommit(MapReader map)
    {
        switch (map.Node("commit"))
        {
            case null:
                return null;
            case MapNode:
                var when = map.Map("commit")!;
                var pattern = when.Json("when");
                when.End();
                return new CommitDefinition("when", pattern);
            default:
                if (map.Text("commit") is not ("never" or "auto" or "on-pass"))
                {
                    map.Wrong("commit", "is never, auto, on-pass or { when: PATTERN }");
                }

                return new CommitDefinition(map.Text("commit") ?? "never");
        }
    }

    private StartDefinition? ReadStart(MapReader map)
    {
        switch (map.Node("from"))
        {
            case null:
            case ScalarNode { Text: "bookmark" }:
                return null;
            case ScalarNode { Text: "begin" or "end" } plain:
                return new StartDefinition(plain.Text);
            case MapNode place when place.Find("offset")?.Value is MapNode offsets && place.Entries.Count == 1:
                return new StartDefinition("offset", ReadOffsets(offsets));
            case MapNode place when place.Find("time")?.Value is ScalarNode time && place.Entries.Count == 1 && DateTimeOffset.TryParse(
                time.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment):
                return new StartDefinition("time", Time: moment);
            default:
                map.Wrong("from", "is bookmark, begin, end, { offset: { PARTITION: OFFSET } } or { time: 2026-01-01T00:00Z }");
                return null;
        }
    }

    private Dictionary<int, long> ReadOffsets(MapNode offsets)
    {
        var read = new Dictionary<int, long>();
        foreach (var entry in offsets.Entries)
        {
            if (int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var partition)
                && long.TryParse((entry.Value as ScalarNode)?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
            {
                read[partition] = offset;
            }
            else
            {
                faults.Add(file, entry.Position, "a place is a partition's number and an offset, such as 0: 42.");
            }
        }

        return read;
    }
}
