// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Sluice.Core.Conditions;

/// <summary>A point in time.</summary>
internal sealed record TimeLiteral(string Text) : Literal
{
    private readonly DateTimeOffset _time = IsoTime.TryParse(Text, out var time) ? time : throw new FormatException("It is no time.");

    public override bool IsSame(Datum datum) => Compare(datum) == 0;

    public override int? Compare(Datum datum) => datum.Kind switch
    {
        DatumKind.Bytes => Compare(Encoding.UTF8.GetString(datum.Bytes!)),
        DatumKind.Text when datum.Text is { } text => Compare(text),
        DatumKind.Time => CompareTimestamp(long.Parse(datum.Text!, CultureInfo.InvariantCulture)),
        _ => null,
    };

    public bool Equals(TimeLiteral? other) => other?.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Quoting.Quote(Text);

    private int? Compare(string text) => IsoTime.TryParse(text, out var time) ? time.CompareTo(_time) : null;

    // A timestamp can be later than any date that .NET knows, so ticks are compared, not dates.
    private int CompareTimestamp(long milliseconds) =>
        ((Int128)milliseconds * TimeSpan.TicksPerMillisecond).CompareTo((_time - DateTimeOffset.UnixEpoch).Ticks);
}
