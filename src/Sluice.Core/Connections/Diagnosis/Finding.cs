// SPDX-License-Identifier: Apache-2.0

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>What came of a step.</summary>
internal sealed record Finding(DiagnosisOutcome Outcome, string Detail)
{
    public static Finding Passed(string detail) => new(DiagnosisOutcome.Passed, detail);

    public static Finding Failed(string detail) => new(DiagnosisOutcome.Failed, detail);

    public static Finding NotTried(string reason) => new(DiagnosisOutcome.NotTried, $"not tried, because {reason}");
}
