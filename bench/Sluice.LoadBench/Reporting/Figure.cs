// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Sluice.LoadBench.Reporting;

/// <summary>One measured figure, and the target that it had.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit: <c>/s</c>, <c>ms</c>, <c>MB</c>, <c>%</c> or <c>×</c>.</param>
/// <param name="Target">The bound, a least one for percentages and rates, else a most; null for a figure that stands beside others.</param>
internal sealed record Figure(string What, double Value, string Unit, double? Target = null)
{
    /// <summary>Whether the target is met; null without one.</summary>
    public bool? IsMet => Target is null ? null : IsLeast ? Value >= Target : Value <= Target;

    public string ValueText => Show(Value);

    public string TargetText => Target is { } target ? $"{(IsLeast ? "≥" : "≤")} {Show(target)}" : "";

    private bool IsLeast => Unit is "%" or "/s";

    /// <summary>One rate as a share of another.</summary>
    public static Figure Share(string what, double rate, double ofRate, double? target = null) => new(what, 100 * rate / ofRate, "%", target);

    /// <summary>Records a second of the gateway beside those of a native client.</summary>
    public static Figure[] BesideNative(string what, double native, double ours, double target) =>
    [
        new($"native client, records, {what}", native, "/s"),
        new($"gateway, records, {what}", ours, "/s"),
        Share($"gateway, of the native client, {what}", ours, native, target),
    ];

    public static Figure Milliseconds(string what, TimeSpan time, double? target = null) => new(what, time.TotalMilliseconds, "ms", target);

    private string Show(double value) => Unit switch
    {
        "/s" => string.Create(CultureInfo.InvariantCulture, $"{value:N0}/s"),
        "%" => string.Create(CultureInfo.InvariantCulture, $"{value:0} %"),
        "MB" => string.Create(CultureInfo.InvariantCulture, $"{value:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {Unit}"),
    };
}
