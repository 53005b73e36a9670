// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>Results as JSON, in one shape for JSON lines and the page. Times are in milliseconds.</summary>
internal static class RunJson
{
    public static JsonObject Of(CaseResult result) => new()
    {
        ["id"] = result.Id,
        ["title"] = result.Title,
        ["name"] = result.Name,
        ["file"] = result.File,
        ["lane"] = result.Lane,
        ["row"] = result.Row,
        ["outcome"] = Of(result.Outcome),
        ["started"] = result.Started.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["elapsed"] = Milliseconds(result.Elapsed),
        ["error"] = result.Error,
        ["failure"] = result.Failure is { } failure ? Of(failure) : null,
        ["text"] = result.Outcome is Outcome.Failed or Outcome.Error ? FailureText.Of(result) : null,
        ["steps"] = new JsonArray([.. result.Steps.Select(Of)]),
        ["timeline"] = new JsonArray([.. result.Timeline.Select(Of)]),
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "passed",
        Outcome.Failed => "failed",
        Outcome.Error => "error",
        _ => "not-run",
    };

    public static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    private static JsonObject Of(ExpectationFailure failure) => new()
    {
        ["step"] = failure.Step,
        ["endpoint"] = failure.Endpoint,
        ["summary"] = failure.Summary,
        ["location"] = failure.Location,
        ["hops"] = new JsonArray([.. failure.HopTrace.Select(hop => new JsonObject
        {
            ["endpoint"] = hop.Endpoint, ["arrived"] = hop.Arrived is { } arrived ? Milliseconds(arrived) : null,
        })]),
        ["services"] = new JsonArray([.. failure.Services.Select(service => new JsonObject { ["service"] = service.Service, ["text"] = service.Text })]),
        ["seen"] = failure.Seen,
        ["mine"] = failure.SeenMine,
        ["closest"] = failure.Closest is not { } closest ? null : new JsonObject
        {
            ["place"] = closest.Place,
            ["expected"] = closest.Expected,
            ["actual"] = closest.Actual,
            ["differences"] = new JsonArray([.. closest.Differences.Select(one => new JsonObject
            {
                ["path"] = one.Path, ["expected"] = one.Expected, ["actual"] = one.Actual,
            })]),
        },
        ["events"] = new JsonArray([.. failure.Events.Select(text => JsonValue.Create(text))]),
    };

    private static JsonObject Of(StepResult step) => new()
    {
        ["verb"] = step.Verb,
        ["subject"] = step.Subject,
        ["line"] = step.Line,
        ["outcome"] = Of(step.Outcome),
        ["began"] = Milliseconds(step.Began),
        ["elapsed"] = Milliseconds(step.Elapsed),
        ["notes"] = new JsonArray([.. step.Notes.Select(note => JsonValue.Create(note))]),
    };

    private static JsonObject Of(TimelineEntry entry) => new()
    {
        ["at"] = Milliseconds(entry.At),
        ["kind"] = entry.Kind switch { TimelineKind.Sent => "sent", TimelineKind.Seen => "seen", _ => "event" },
        ["endpoint"] = entry.Endpoint,
        ["mine"] = entry.IsMine,
        ["place"] = entry.Place,
        ["key"] = entry.Key,
        ["value"] = entry.Value,
        ["text"] = entry.Text,
    };
}
