// SPDX-License-Identifier: Apache-2.0

using Sluice.Testing.Results;

namespace Sluice.Testing.Reporting;

/// <summary>Tells several observers of a run.</summary>
/// <param name="observers">Those who are told, in this order.</param>
public sealed class Observers(params IReadOnlyList<IRunObserver> observers) : IRunObserver
{
    /// <inheritdoc />
    public void RunStarted(string pipeline, DateTimeOffset started, int cases) => Each(one => one.RunStarted(pipeline, started, cases));

    /// <inheritdoc />
    public void CaseStarted(CaseStart start) => Each(one => one.CaseStarted(start));

    /// <inheritdoc />
    public void StepStarted(StepStart start) => Each(one => one.StepStarted(start));

    /// <inheritdoc />
    public void CaseEnded(CaseResult result) => Each(one => one.CaseEnded(result));

    /// <inheritdoc />
    public void RunEnded(RunResult result) => Each(one => one.RunEnded(result));

    private void Each(Action<IRunObserver> tell)
    {
        foreach (var observer in observers)
        {
            tell(observer);
        }
    }
}
