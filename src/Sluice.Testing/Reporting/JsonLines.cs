// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>
/// A run as JSON lines while it goes on: <c>run-started</c>, <c>case-started</c>, <c>step-started</c>, <c>case-ended</c>, <c>run-ended</c>, each a
/// whole object on a line that is there at once, so that a file which breaks off is readable to its last line. Should the disk be full, the run
/// goes on: that is told at its end.
/// </summary>
internal sealed class JsonLines(TextWriter output) : IRunObserver, IDisposable
{
    // Counts up when a field goes or changes its meaning; fields and events may be added to any version.
    private const int Version = 1;
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _lock = new();
    private IOException? _fault;

    public void RunStarted(string pipeline, DateTimeOffset started, int cases) => Write("run-started", new JsonObject
    {
        ["version"] = Version, ["pipeline"] = pipeline, ["started"] = Time(started), ["cases"] = cases,
    });

    public void CaseStarted(CaseStart start) => Write("case-started", new JsonObject
    {
        ["id"] = start.Id, ["title"] = start.Title, ["file"] = start.File, ["started"] = Time(start.Started),
    });

    public void StepStarted(StepStart start) => Write("step-started", new JsonObject
    {
        ["id"] = start.CaseId, ["verb"] = start.Verb, ["subject"] = start.Subject, ["line"] = start.Line, ["waitsFor"] = start.WaitsFor,
    });

    public void CaseEnded(CaseResult result) => Write("case-ended", RunJson.Of(result));

    /// <exception cref="IOException">A line could not be written.</exception>
    public void RunEnded(RunResult result)
    {
        Write("run-ended", new JsonObject
        {
            ["outcome"] = RunJson.Of(result.Outcome),
            ["passed"] = result.Count(Outcome.Passed),
            ["failed"] = result.Count(Outcome.Failed),
            ["errors"] = result.Count(Outcome.Error),
            ["notRun"] = result.Count(Outcome.NotRun),
            ["elapsed"] = RunJson.Milliseconds(result.Elapsed),
        });
        if (_fault is { } fault)
        {
            throw new IOException($"The JSON lines end before the run did: {fault.Message}", fault);
        }
    }

    public void Dispose() => output.Dispose();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private void Write(string name, JsonObject content)
    {
        content.Insert(0, "event", name);
        var line = content.ToJsonString(OneLine);
        lock (_lock)
        {
            if (_fault is not null)
            {
                return;
            }

            try
            {
                output.Write(line + "\n");
                output.Flush();
            }
            catch (IOException fault)
            {
                _fault = fault;
            }
        }
    }
}
