// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Core.Errors;
using Sluice.Testing.Files;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Cases.Steps;

/// <summary>Reads the steps of a case file, against the pipeline that they are about.</summary>
internal sealed class StepReader(string file, PipelineFile pipeline, FileFaults faults)
{
    private static readonly string[] Verbs = ["send", "expect", "settle", "stub", "fault", "set"];
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

    private ExpectStep? ReadExpect(MapReader map, MapNode node) =>
        new ExpectReader(file, pipeline, faults).Read(map, node, ReadEndpoint(map, "expect"));

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
            var patterns = new PatternCheck(file, faults, node);
            RequestKeys.ToList().ForEach(key => patterns.Check("request", key));
        }

        var step = new StubStep(node, endpoint?.Name ?? "")
        {
            Request = asked,
            Status = map.Whole("status", least: 200, most: 599) ?? 200,
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

    internal static JsonNode? ReadPlain(MapReader map, string key) => map.Has(key) ? map.Json(key) : null;

    internal static JsonObject? ReadObject(MapReader map, string key)
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

    internal static string? ReadBytes(MapReader map)
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

    internal static string Unknown(string noun, string name, IReadOnlyCollection<string> names) => $"names {noun} \"{name}\", which the pipeline has not: "
        + (Suggestion.For(name, names) is { } meant ? $"did you mean \"{meant}\"?" : names.Count > 0 ? $"there are {string.Join(", ", names)}" : "it has none");
}
