// SPDX-License-Identifier: Apache-2.0

using Sluice.Core.Errors;

namespace Sluice.Core.Connections.Diagnosis;

/// <summary>What came of a step.</summary>
internal sealed record Finding(DiagnosisOutcome Outcome, string Detail)
{
    public static Finding Passed(string detail) => new(DiagnosisOutcome.Passed, detail);

    public static Finding Failed(string detail) => new(DiagnosisOutcome.Failed, detail);

    // That `sluice check` shows more is no news to who runs it.
    public static Finding Failed(KafkaFailureException failure) =>
        Failed(failure.Message.Replace(ClientErrors.SeeMore, "", StringComparison.Ordinal));

    public static Finding NotTried(string reason) => new(DiagnosisOutcome.NotTried, $"not tried, because {reason}");
}
