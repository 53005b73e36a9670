// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Core.Errors;
using Sluice.Testing.Expectations;
using Sluice.Testing.Files;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Reads the steps of a case file, against the pipeline that they are about.</summary>
internal sealed class StepReader(string file, PipelineFile pipeline, FileFaults faults)
{
    private static readonly string[] Verbs = ["send", "expect", "settle", "stub", "fault", "set"];
    private static readonly string[] Patterns = ["match", "key", "headers", "status", "where", "order"];
    private static readonly string[] RequestKeys = ["method", "path", "headers", "match"];

    public Step? Read(FileNode node)
    {
        if (MapReader.Of(file, node, faults, "a step") is not { } map)
        {
            return null;
        }

        string[] verbs = [.. Verbs.Where(map.Has)];
        switch (verbs)
        {
            // An expectation may keep values.
            case ["expect", "set"]:
            case ["expect"]:
                return ReadExpect(map, (MapNode)node);
            case ["send"]:
                return ReadSend(map, (MapNode)node);
            case ["settle"]:
                return ReadSettle(map, (MapNode)node);
            case ["stub"]:
                return ReadStub(map, (MapNode)node);
            case ["fault"]:
                return new FaultReader(file, pipeline, faults).Read(map, (MapNode)node);
            case ["set"]:
                return ReadSet(map, (MapNode)node);
            case []:
                var meant = map.Keys.Select(key => Suggestion.For(key, Verbs)).FirstOrDefault(verb => verb is not null);
                faults.Add(file, node.Position, $"a step has one of the verbs {string.Join(", ", Verbs)}{(meant is null ? "." : $": did you mean \"{meant}\"?")}");
                return null;
            default:
                faults.Add(file, node.Position, $"a step has one verb, not {string.Join(" and ", verbs)}.");
                return null;
        }
    }

    private SendStep? ReadSend(MapReader map, MapNode node)
    {
        var endpoint = ReadEndpoint(map, "send");
        var step = new SendStep(node, endpoint?.Name ?? "")
        {
            Key = ReadPlain(map, endpoint?.Kind is EndpointKind.Collection or EndpointKind.Index ? "id" : "key"),
            Value = map.Json("value"),
            HasValue = map.Has("value"),
            Bytes = ReadBytes(map),
            Headers = endpoint?.Kind is EndpointKind.Topic or EndpointKind.Http ? ReadObject(map, "headers") : null,
            Partition = endpoint?.Kind == EndpointKind.Topic ? map.Whole("partition") : null,
            Method = endpoint?.Kind == EndpointKind.Http ? map.Text("method") : null,
            Path = endpoint?.Kind == EndpointKind.Http ? map.Text("path") : null,
        };
        map.End();
        if (endpoint is not null && endpoint.Kind != EndpointKind.Http && step.HasValue == step.Bytes is not null)
        {
            faults.Add(file, node.Position, step.HasValue ? "there is a value and bytes: one of the two." : "\"value\" is missing: null sends a tombstone.");
        }

        if (endpoint is { Kind: EndpointKind.Http, IsStub: true })
        {
            map.Wrong("send", $"names \"{endpoint.Name}\", where the kit answers itself: nothing is sent there");
        }

        return endpoint is null ? null : step;
    }

    private ExpectStep? ReadExpect(MapReader map, MapNode node)
    {
        var endpoint = ReadEndpoint(map, "expect");
        var order = map.Node("order");
        if (order is not (null or ListNode { Items.Count: > 0 }))
        {
            map.Wrong("order", "is a list of patterns, one for each value");
        }

        var patterns = (order as ListNode)?.Items.Select(item => item.ToJson()).ToArray() ?? [];
        var bytes = ReadBytes(map);
        var isTopic = endpoint?.Kind == EndpointKind.Topic;
        var step = new ExpectStep(node, endpoint?.Name ?? "")
        {
            Count = ReadCount(map) ?? CountRange.Exactly(Math.Max(1, patterns.Length)),
            Within = map.Time("within"),
            During = map.Time("during"),
            Match = map.Json("match"),
            IsStrict = map.Flag("strict"),
            Headers = isTopic || endpoint?.Kind == EndpointKind.Http ? ReadObject(map, "headers") : null,
            Key = isTopic ? ReadPlain(map, "key") : null,
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

        foreach (var part in Patterns.Where(map.Has))
        {
            CheckPattern(node, part);
        }
    }

    // What holds ${…} may become anything, so only the rest is looked at.
    private void CheckPattern(MapNode node, string part)
    {
        var written = node.Find(part)!.Value;
        (JsonNode? Pattern, string[] Path)[] patterns = written switch
        {
            ListNode list when part == "order" => [.. list.Items.Select((item, i) => (item.ToJson(), new[] { part, i.ToString(CultureInfo.InvariantCulture) }))],
            MapNode map when part == "headers" => [.. map.Entries.Select(entry => (entry.Value.ToJson(), new[] { part, entry.Key }))],
            _ => [(written.ToJson(), [part])],
        };
        foreach (var (pattern, path) in patterns)
        {
            try
            {
                Matcher.Parse(pattern);
            }
            catch (PatternException exception)
            {
                string[] whole = [.. path, .. exception.Path];
                if (!HoldsTemplate(node, whole))
                {
                    faults.Add(file, node.PositionOf(whole), exception.Message);
                }
            }
        }
    }

    private static bool HoldsTemplate(FileNode node, IEnumerable<string> path)
    {
        foreach (var step in path)
        {
            node = node switch
            {
                MapNode map when map.Find(step) is { } entry => entry.Value,
                ListNode list when int.TryParse(step, CultureInfo.InvariantCulture, out var i) && i < list.Items.Count => list.Items[i],
                _ => node,
            };
        }

        return node.ToJson()?.ToJsonString().Contains("${", StringComparison.Ordinal) == true;
    }

    private SettleStep? ReadSettle(MapReader map, MapNode node)
    {
        var service = ReadService(map, "settle");
        var step = new SettleStep(node, service?.Name ?? "", map.Time("within"));
        map.End();
        return service is null ? null : step;
    }

    private StubStep? ReadStub(MapReader map, MapNode node)
    {
        var endpoint = ReadEndpoint(map, "stub");
        if (endpoint is { IsStub: false })
        {
            map.Wrong("stub", $"names \"{endpoint.Name}\", where the kit does not answer: an http endpoint with stub: true does");
        }

        var request = map.Map("request");
        JsonObject? asked = null;
        if (request is not null)
        {
            asked = [];
            foreach (var key in RequestKeys.Where(request.Has))
            {
                asked[key] = request.Json(key);
            }

            request.End();
        }

        var step = new StubStep(node, endpoint?.Name ?? "")
        {
            Request = asked,
            Status = map.Whole("status", least: 100) ?? 200,
            Headers = ReadObject(map, "headers"),
            Value = map.Json("value"),
            HasValue = map.Has("value"),
            Bytes = ReadBytes(map),
            Delay = map.Time("delay") ?? TimeSpan.Zero,
            Times = map.Whole("times", least: 1),
        };
        map.End();
        return endpoint is null ? null : step;
    }

    private static SetStep ReadSet(MapReader map, MapNode node)
    {
        var step = new SetStep(node, [.. map.Entries("set").Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson()))]);
        map.End();
        return step;
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

    private EndpointDefinition? ReadEndpoint(MapReader map, string verb)
    {
        if (map.Text(verb) is not { } name)
        {
            return null;
        }

        if (pipeline.FindEndpoint(name) is { } endpoint)
        {
            return endpoint;
        }

        map.Wrong(verb, Unknown("endpoint", name, [.. pipeline.Endpoints.Select(one => one.Name)]));
        map.Keys.ToList().ForEach(key => map.Has(key));
        return null;
    }

    private ServiceDefinition? ReadService(MapReader map, string verb)
    {
        if (map.Text(verb) is not { } name)
        {
            return null;
        }

        if (pipeline.FindService(name) is { } service)
        {
            return service;
        }

        map.Wrong(verb, Unknown("service", name, [.. pipeline.Services.Select(one => one.Name)]));
        return null;
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

    private static JsonNode? ReadPlain(MapReader map, string key)
    {
        if (!map.Has(key))
        {
            return null;
        }

        return map.Json(key);
    }

    private static JsonObject? ReadObject(MapReader map, string key)
    {
        if (!map.Has(key))
        {
            return null;
        }

        if (map.Json(key) is JsonObject fields)
        {
            return fields;
        }

        map.Wrong(key, "is a mapping of names and values");
        return null;
    }

    private static string? ReadBytes(MapReader map)
    {
        if (map.Text("bytes") is not { } text)
        {
            return null;
        }

        if (!text.Contains("${", StringComparison.Ordinal) && !Convert.TryFromBase64String(text, new byte[text.Length], out _))
        {
            map.Wrong("bytes", "is not base64");
        }

        return text;
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

    internal static string Unknown(string noun, string name, IReadOnlyCollection<string> names) => $"names {noun} \"{name}\", which the pipeline has not: "
        + (Suggestion.For(name, names) is { } meant ? $"did you mean \"{meant}\"" : names.Count > 0 ? $"there are {string.Join(", ", names)}" : "it has none");
}
