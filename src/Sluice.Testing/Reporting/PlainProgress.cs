// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>
/// Tells of a run in plain lines: one a case as it ends, failures with all that is known of them, and a sum. What came in records is written so
/// that neither a terminal nor a CI runner takes it for a command.
/// </summary>
/// <param name="output">Where the lines go.</param>
public sealed class PlainProgress(TextWriter output) : IRunObserver
{
    private readonly Lock _lock = new();

    /// <inheritdoc />
    public void RunStarted(string pipeline, DateTimeOffset started, int cases) =>
        Write($"{pipeline}: {cases} {(cases == 1 ? "case" : "cases")}");

    /// <inheritdoc />
    public void CaseStarted(CaseStart start)
    {
    }

    /// <inheritdoc />
    public void StepStarted(StepStart start)
    {
    }

    /// <inheritdoc />
    public void CaseEnded(CaseResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Write(result.Outcome == Outcome.Passed
            ? string.Create(CultureInfo.InvariantCulture, $"✔ {result.Title}  {result.Elapsed.TotalSeconds:0.0} s")
            : FailureText.Of(result));
    }

    /// <inheritdoc />
    public void RunEnded(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Write(Sum(result));
    }

    /// <summary>The sum of a run in one line.</summary>
    internal static string Sum(RunResult result)
    {
        var (passed, failed, errors) = (result.Count(Outcome.Passed), result.Count(Outcome.Failed), result.Count(Outcome.Error));
        return string.Create(
            CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed, {errors} cannot tell in {result.Elapsed.TotalSeconds:0.0} s");
    }

    private void Write(string text)
    {
        lock (_lock)
        {
            output.WriteLine(LogText.Guard(text));
            output.Flush();
        }
    }
}
