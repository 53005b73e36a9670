// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Core.Connections.Diagnosis;

namespace Sluice.Cli.Checking;

/// <summary>The steps of a check as JSON.</summary>
internal static class CheckJson
{
    public static void Write(Utf8JsonWriter json, bool passed, IReadOnlyList<DiagnosisStep> steps)
    {
        json.WriteStartObject();
        json.WriteBoolean("passed", passed);
        json.WriteStartArray("steps");
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteString("subject", step.Subject);
            json.WriteString("name", step.Name);
            json.WriteString("outcome", OutcomeOf(step.Outcome));
            json.WriteString("detail", step.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string OutcomeOf(DiagnosisOutcome outcome) => outcome switch
    {
        DiagnosisOutcome.Passed => "passed",
        DiagnosisOutcome.Failed => "failed",
        _ => "not_tried",
    };
}
