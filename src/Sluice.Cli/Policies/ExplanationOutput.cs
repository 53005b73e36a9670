// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Sluice.Cli.Output;
using Sluice.Gateway.Security.Policies;

namespace Sluice.Cli.Policies;

/// <summary>What <c>policy explain</c> prints; documented in <c>docs/reference/cli.md</c>.</summary>
internal static class ExplanationOutput
{
    public static Task WriteAsync(Terminal terminal, PolicyExplanation explanation, bool json) => CommandOutput.WriteAsync(
        terminal, json ? writer => WriteJson(writer, explanation) : null, text => WriteText(text, explanation));

    private static void WriteText(TextWriter text, PolicyExplanation explanation)
    {
        text.WriteLine(explanation switch
        {
            { RuleCount: 0 } => "allowed: there are no topic rules, so whoever has come in may do everything",
            { IsAllowed: true } => $"allowed by {explanation.Rule!.Setting}",
            { Status: 404 } => "refused with 404, as if there were no such topic: no rule lets the caller know of it",
            { Rule: null } => "refused with 403: no rule allows it",
            _ => $"refused with 403: no rule allows it; that the topic is there the caller may know by {explanation.Rule.Setting}",
        });
        if (explanation.Rule is { } rule)
        {
            text.WriteLine($"  principals  {string.Join(", ", rule.Principals)}");
            text.WriteLine($"  topics      {string.Join(", ", rule.Topics)}");
            text.WriteLine($"  operations  {string.Join(", ", rule.Operations)}");
        }
    }

    private static void WriteJson(Utf8JsonWriter json, PolicyExplanation explanation)
    {
        json.WriteStartObject();
        json.WriteBoolean("allowed", explanation.IsAllowed);
        json.WriteNumber("status", explanation.Status);
        json.WriteNumber("rules", explanation.RuleCount);
        json.WritePropertyName("rule");
        if (explanation.Rule is { } rule)
        {
            json.WriteStartObject();
            json.WriteNumber("number", rule.Number);
            WriteList(json, "principals", rule.Principals);
            WriteList(json, "topics", rule.Topics);
            WriteList(json, "operations", rule.Operations);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteBoolean("comes_in", explanation.ComesIn);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
