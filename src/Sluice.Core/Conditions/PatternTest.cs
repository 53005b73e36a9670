// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Core.Conditions;

/// <summary>Text with something in it that a regular expression describes.</summary>
internal sealed record PatternTest : Test
{
    /// <summary>How long one text may be looked at; a pattern that needs longer is not met.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(200);

    private readonly Regex _regex;

    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public PatternTest(string pattern)
    {
        Pattern = pattern;
        _regex = Compile(pattern);
    }

    public string Pattern { get; }

    public override bool IsMetBy(Datum datum) => datum.Kind switch
    {
        DatumKind.Bytes => IsMatch(Encoding.UTF8.GetString(datum.Bytes!)),
        DatumKind.Text when datum.Text is { } text => IsMatch(text),
        _ => false,
    };

    public bool Equals(PatternTest? other) => other is not null && Pattern == other.Pattern;

    public override int GetHashCode() => Pattern.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"matches {Quoting.Quote(Pattern)}";

    // Linear in the text's length, unless the pattern looks around or back: only then the limit is needed.
    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Limit);
        }
    }

    private bool IsMatch(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
