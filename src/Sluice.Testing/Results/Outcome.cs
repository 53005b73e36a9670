// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Testing.Results;

/// <summary>How a case, or one of its steps, ended.</summary>
public enum Outcome
{
    /// <summary>Everything that was expected came, and nothing that was ruled out.</summary>
    Passed,

    /// <summary>The services under test did not do what the case expects of them.</summary>
    Failed,

    /// <summary>It cannot be told: a broker or a store was not reachable, or the kit lost its place. No word about the services.</summary>
    Error,

    /// <summary>It was not run, since what came before it did not pass or the run was cancelled.</summary>
    NotRun,
}
