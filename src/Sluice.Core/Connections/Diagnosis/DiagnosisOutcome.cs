// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>How a step of a diagnosis ended.</summary>
public enum DiagnosisOutcome
{
    /// <summary>All is well.</summary>
    Passed,

    /// <summary>It is not; the detail says why and what to do.</summary>
    Failed,

    /// <summary>It could not be found out; the detail says why.</summary>
    NotTried,
}
