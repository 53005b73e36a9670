// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.Soak.Reporting;

/// <summary>What a scenario found.</summary>
internal sealed class ScenarioReport(string scenario)
{
    private readonly List<Measure> _measures = [];

    public string Scenario { get; } = scenario;

    public IReadOnlyList<Measure> Measures => _measures;

    public bool Holds => _measures.TrueForAll(measure => measure.Holds);

    /// <summary>A figure for the reader, without a bound.</summary>
    public void Note(string what, object value) => _measures.Add(new Measure(what, Text(value), "", Holds: true));

    public void Exactly(string what, long value, long expected) =>
        _measures.Add(new Measure(what, Text(value), $"= {Text(expected)}", value == expected));

    public void AtLeast(string what, long value, long bound) => _measures.Add(new Measure(what, Text(value), $"≥ {Text(bound)}", value >= bound));

    public void AtMost(string what, long value, long bound) => _measures.Add(new Measure(what, Text(value), $"≤ {Text(bound)}", value <= bound));

    public void Within(string what, TimeSpan value, TimeSpan bound) =>
        _measures.Add(new Measure(what, Text(value), $"≤ {Text(bound)}", value <= bound));

    /// <summary>A figure that was judged by who measured it.</summary>
    public void Add(string what, string value, string bound, bool holds) => _measures.Add(new Measure(what, value, bound, holds));

    /// <summary>All that a part of the scenario found, under the part's name.</summary>
    public void Add(ScenarioReport part) => _measures.AddRange(part._measures.Select(measure => measure with { What = $"{part.Scenario}: {measure.What}" }));

    /// <summary>No entry may be there; the first few are shown.</summary>
    public void None(string what, IReadOnlyCollection<string> found) => _measures.Add(new Measure(
        what, found.Count == 0 ? "0" : $"{found.Count}: {string.Join("; ", found.Take(3))}", "= 0", found.Count == 0));

    /// <summary>What does not hold first: who shows a part of it shows that.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine, _measures.OrderBy(m => m.Holds).Select(m => $"{(m.Holds ? "holds" : "BROKEN")}  {m.What}: {m.Value} {(m.Bound.Length > 0 ? $"({m.Bound})" : "")}"));

    private static string Text(object value) => value switch
    {
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        long or int => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
