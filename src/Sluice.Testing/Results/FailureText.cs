// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Sluice.Testing.Results;

/// <summary>The failure of a case as a person reads it in a terminal or a test's output.</summary>
public static class FailureText
{
    private const int Label = 12;

    /// <summary>Several lines, without a line break at the end.</summary>
    /// <exception cref="ArgumentException">The case neither failed nor ended in an error.</exception>
    public static string Of(CaseResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder("✘ ").Append(Head(result)).Append("  ");
        if (result.Failure is { } failure)
        {
            Append(text, failure);
        }
        else
        {
            text.Append("cannot tell: ").Append(result.Error ?? throw new ArgumentException("The case passed.", nameof(result)));
        }

        return text.ToString();
    }

    private static string Head(CaseResult result)
    {
        string[] places =
        [
            .. result.Row is { } row ? [Invariant($"row {row}")] : Array.Empty<string>(),
            .. result.Lane is { } lane ? [Invariant($"lane {lane}")] : Array.Empty<string>(),
            $"id {result.Id}",
        ];
        return $"{result.Name} [{string.Join(", ", places)}]";
    }

    private static void Append(StringBuilder text, ExpectationFailure failure)
    {
        text.Append(failure.Step).Append(": ").Append(failure.Summary);
        if (failure.Location is { } location)
        {
            text.Append("          ").Append(location);
        }

        if (failure.HopTrace.Count > 0)
        {
            Line(text, "hop trace", string.Join(" → ", failure.HopTrace.Select(Describe)));
        }

        foreach (var service in failure.Services)
        {
            Line(text, service.Service, service.Text);
        }

        Line(text, "seen", Invariant($"{Count(failure.Seen, failure.Noun)} on {failure.Endpoint} since the bookmark, {failure.SeenMine} with your id"));
        if (failure.Closest is { } closest)
        {
            Line(text, "closest", closest.Place);
            var width = closest.Differences.Max(difference => (int?)difference.Path.Length) ?? 0;
            foreach (var difference in closest.Differences)
            {
                Line(text, "", $"  {difference.Path.PadRight(width)}   {difference.Expected}"
                    + (difference.Actual is { } actual ? $"    actual {actual}" : ""));
            }
        }

        for (var i = 0; i < failure.Events.Count; i++)
        {
            Line(text, i == 0 ? "events" : "", failure.Events[i]);
        }
    }

    private static string Describe(Hop hop) =>
        hop.Arrived is { } arrived ? Invariant($"{hop.Endpoint} ✔ {arrived.TotalMilliseconds:0} ms") : $"{hop.Endpoint} ✘";

    private static string Count(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    private static void Line(StringBuilder text, string label, string rest) =>
        text.Append("\n  ").Append(label.PadRight(Label - 1)).Append(' ').Append(rest);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
