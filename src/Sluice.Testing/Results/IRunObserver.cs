// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>Is told of a run while it goes on. Calls come from several threads at once and are to return soon; texts hold no secret.</summary>
public interface IRunObserver
{
    /// <summary>The cases are known, none has begun.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="started">When the run began.</param>
    /// <param name="cases">How many cases will run, each lane and row being one.</param>
    void RunStarted(string pipeline, DateTimeOffset started, int cases);

    /// <summary>A case took its bookmark and begins.</summary>
    void CaseStarted(CaseStart start);

    /// <summary>A step of a case begins.</summary>
    void StepStarted(StepStart start);

    /// <summary>A case ended.</summary>
    void CaseEnded(CaseResult result);

    /// <summary>All cases ended.</summary>
    void RunEnded(RunResult result);
}
