// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Testing.Matching;
using Sluice.Testing.Pipelines;

namespace Sluice.Testing.Recording;

/// <summary>
/// Writes a case of what somebody did by hand, twice: what went into the pipeline becomes <c>send</c>, what came of it <c>expect</c>; values that
/// differ between the two passes are volatile, and only their kind is expected.
/// </summary>
public sealed class CaseRecorder
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Pipeline _pipeline;
    private readonly RecordedPass _first;
    private readonly RecordedPass _second;
    private readonly string? _firstId;
    private readonly string? _secondId;

    private CaseRecorder(Pipeline pipeline, RecordedPass first, RecordedPass second)
    {
        (_pipeline, _first, _second) = (pipeline, first, second);
        (_firstId, _secondId) = (IdOf(first), IdOf(second));
    }

    /// <summary>Records two passes and returns the case file's text.</summary>
    /// <param name="pipeline">The open pipeline; nobody else may use it meanwhile.</param>
    /// <param name="name">The case's name.</param>
    /// <param name="perform">Does what is to be recorded; called with 1 and then with 2. The second time takes another id.</param>
    /// <param name="cancellationToken">Ends the recording.</param>
    /// <exception cref="PipelineException">Nothing came into the pipeline, or an endpoint cannot be read.</exception>
    public static async Task<string> RecordAsync(
        Pipeline pipeline, string name, Func<int, CancellationToken, Task> perform, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(perform);
        try
        {
            var first = await RecordedPass.RecordAsync(pipeline, token => perform(1, token), Longest, cancellationToken).ConfigureAwait(false);
            var second = await RecordedPass.RecordAsync(pipeline, token => perform(2, token), Longest, cancellationToken).ConfigureAwait(false);
            var recorder = new CaseRecorder(pipeline, first, second);
            if (recorder.Sources.All(source => first[source].Count == 0))
            {
                throw new PipelineException($"Nothing came to {string.Join(" or ", recorder.Sources)}: there is nothing to make a case of.");
            }

            return recorder.Write(name);
        }
        catch (Exception exception) when (Cases.CannotTell.Explain(exception) is { } reason && exception is not PipelineException)
        {
            throw new PipelineException(pipeline.Secrets.Hide(reason), exception);
        }
    }

    // Where data comes in: endpoints that no service writes.
    private string[] Sources => [.. Names.Where(name => _pipeline.Topology.WritersOf(name).Count == 0)];

    private IEnumerable<string> Names =>
        _pipeline.File.Endpoints.Where(endpoint => endpoint.Kind != EndpointKind.Http).Select(endpoint => endpoint.Name);

    private string Write(string name)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"name: {Quote(name)}\nsteps:\n");
        foreach (var source in Sources)
        {
            foreach (var candidate in _first[source])
            {
                Append(text, "send", source, Sent(candidate));
            }
        }

        foreach (var endpoint in Names.Except(Sources))
        {
            Append(text, "expect", endpoint, Expected(endpoint));
        }

        return text.ToString();
    }

    private IEnumerable<(string, JsonNode?)> Sent(Candidate candidate)
    {
        if (candidate.DocumentId is not null)
        {
            yield return ("id", Merging.TextWithId(candidate.DocumentId, _firstId));
        }
        else if (candidate.Key is { } key)
        {
            yield return ("key", Merging.TextWithId(key, _firstId));
        }

        if (candidate.Headers.Count > 0)
        {
            yield return ("headers", Headers(candidate, _firstId));
        }

        yield return candidate.Bytes is { } bytes ? ("bytes", Convert.ToBase64String(bytes.Span)) : ("value", Merging.WithId(candidate.Value, _firstId));
    }

    private IEnumerable<(string, JsonNode?)> Expected(string endpoint)
    {
        var (first, second) = (_first[endpoint], _second[endpoint]);
        var least = Math.Min(first.Count, second.Count);
        if (first.Count == 0 && second.Count == 0)
        {
            yield return ("count", "none");
            yield break;
        }

        yield return ("within", "30s");
        if (first.Count != second.Count)
        {
            yield return ("count", $">={least.ToString(CultureInfo.InvariantCulture)}");
            yield break;
        }

        if (least > 1)
        {
            yield return ("count", least);
        }

        var pairs = first.Zip(second).ToArray();
        if (least == 1)
        {
            var (one, other) = pairs[0];
            if (one.IsTombstone && other.IsTombstone)
            {
                yield return ("value", null);
            }
            else if (one.Bytes is { } bytes)
            {
                yield return ("bytes", Convert.ToBase64String(bytes.Span));
            }
            else
            {
                yield return ("match", Merge(one, other));
            }

            if (Merging.Merge(Headers(one, _firstId), Headers(other, _secondId)) is JsonObject { Count: > 0 } headers)
            {
                yield return ("headers", headers);
            }
        }
        else if (pairs.All(pair => pair.First is { IsTombstone: false, Bytes: null } && pair.Second is { IsTombstone: false, Bytes: null }))
        {
            yield return ("order", new JsonArray([.. pairs.Select(pair => Merge(pair.First, pair.Second))]));
        }
    }

    private JsonNode? Merge(Candidate one, Candidate other) => Merging.Merge(Merging.WithId(one.Value, _firstId), Merging.WithId(other.Value, _secondId));

    private static JsonObject Headers(Candidate candidate, string? id) => new(
        candidate.Headers.DistinctBy(header => header.Key).Select(header => KeyValuePair.Create(
            header.Key, header.Value is { } value ? (JsonNode?)Merging.TextWithId(value, id) : null)));

    private string? IdOf(RecordedPass pass) => Sources
        .Select(source => _pipeline.File.FindEndpoint(source)!)
        .SelectMany(source => pass[source.Name].Select(candidate => source.Id?.ReadText(candidate)))
        .FirstOrDefault(id => !string.IsNullOrEmpty(id));

    // JSON is YAML: what was recorded is written as it is, whatever it holds.
    private static void Append(StringBuilder text, string verb, string endpoint, IEnumerable<(string Key, JsonNode? Value)> parts)
    {
        text.Append(CultureInfo.InvariantCulture, $"  - {verb}: {Quote(endpoint)}\n");
        foreach (var (key, value) in parts)
        {
            var shown = key is "within" or "count" && value is JsonValue ? value.ToString() : value?.ToJsonString(Plain) ?? "null";
            text.Append(CultureInfo.InvariantCulture, $"    {key}: {(shown.StartsWith('>') ? Quote(shown) : shown)}\n");
        }
    }

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString(Plain);
}
